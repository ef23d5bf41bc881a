package io.taskmill.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParamsTreeTest {

    private static final ParamsTree PARAMS = ParamsTree.of(new Json("""
            {"pool": {"id": "p-7", "size": 3.50}, "dry": true, "none": null}"""));

    @Test
    void stringsNumbersAsWrittenAndBooleansHaveAText() {
        assertThat(PARAMS.text(List.of("pool", "id"))).contains("p-7");
        assertThat(PARAMS.text(List.of("pool", "size"))).contains("3.50");
        assertThat(PARAMS.text(List.of("dry"))).contains("true");
    }

    @Test
    void ofAllElseThereIsNone() {
        assertThat(PARAMS.text(List.of("pool"))).isEmpty();
        assertThat(PARAMS.text(List.of("none"))).isEmpty();
        assertThat(PARAMS.text(List.of("pool", "id", "x"))).isEmpty();
    }

    @Test
    void ofWhatCannotBeReadThereIsNothing() {
        Json endless = new Json("{\"id\": " + "1".repeat(5_000) + "}");
        assertThat(ParamsTree.of(endless).text(List.of("id"))).isEmpty();
    }
}
