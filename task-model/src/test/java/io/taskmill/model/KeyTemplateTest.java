package io.taskmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.KeyTemplate.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTemplateTest {

    @Test
    void placesAreFilledInAndTextStays() {
        KeyTemplate template = KeyTemplate.parse("pool:{params.pool.id}/{entity.id} of {type}");

        assertThat(template.fill(place -> "<" + place.path() + ">"))
                .isEqualTo("pool:<params.pool.id>/<entity.id> of <type>");
    }

    @Test
    void theHostCanBeTakenOutOfAUrl() {
        assertThat(KeyTemplate.parse("host:{params.url|host}").parts())
                .containsExactly(new Part.Text("host:"), new Part.Place("params.url", true));
    }

    @Test
    void textAloneIsAKeyThatAllTasksShare() {
        assertThat(KeyTemplate.parse("exports").fill(Part.Place::path)).isEqualTo("exports");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a{", "a}", "{params}", "{params.}", "{params.a b}", "{}", "{pool}", "{entity}", "{type|port}"})
    void whatNoTaskCouldFillInIsRefused(String template) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyTemplate.parse(template))
                .withMessageContaining("'" + template + "'");
    }
}
