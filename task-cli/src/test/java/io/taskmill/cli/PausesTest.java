package io.taskmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.cli.Shell.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PausesTest {

    private static final String NONE = "{\"items\":[]}";

    private static final String TWO = "{\"items\":[{\"kind\":\"pool\",\"name\":\"night\",\"by\":\"ada\","
            + "\"reason\":\"disks are full\",\"since\":\"2026-05-01T10:00:00Z\"},"
            + "{\"kind\":\"type\",\"name\":\"COUNT\",\"since\":\"2026-05-01T10:00:05Z\"}]}";

    private final Shell shell = new Shell();

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void whatIsPausedIsListedWithWhoAndWhy() {
        shell.api.answer(200, TWO).answer(200, TWO);

        assertThat(shell.run("pauses").outLines())
                .containsExactly(
                        "KIND  NAME   SINCE                 BY   REASON",
                        "pool  night  2026-05-01T10:00:00Z  ada  disks are full",
                        "type  COUNT  2026-05-01T10:00:05Z  -    -");
        assertThat(shell.run("pauses", "--json").outLines()).containsExactly(TWO);
        assertThat(shell.api.asked.getFirst().target()).isEqualTo("/api/v1/pauses");
    }

    @ParameterizedTest
    @CsvSource({
        "pause, pool, PUT /api/v1/pauses/pools/night",
        "pause, type, PUT /api/v1/pauses/types/night",
        "resume, pool, DELETE /api/v1/pauses/pools/night",
        "resume, type, DELETE /api/v1/pauses/types/night",
        "resume, TYPE, DELETE /api/v1/pauses/types/night",
    })
    void eachVerbSaysWhatAndWhyAndShowsWhatIsPausedThen(String verb, String kind, String request) {
        shell.api.answer(200, TWO);

        Ran ran = shell.run(verb, kind, "night", "--reason", "disks are full");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.outLines()).hasSize(3);
        assertThat(shell.api.asked).singleElement().satisfies(asked -> {
            assertThat(asked.method() + " " + asked.target()).isEqualTo(request);
            assertThat(asked.body()).isEqualTo("{\"reason\":\"disks are full\"}");
            assertThat(asked.headers()).containsKey("Taskmill-command-id");
        });
    }

    @Test
    void aReasonMayBeLeftOut() {
        shell.api.answer(200, TWO);

        assertThat(shell.run("pause", "pool", "night", "--json").outLines()).containsExactly(TWO);
        assertThat(shell.api.asked.getFirst().body()).isEqualTo("{}");
    }

    @Test
    void thatItIsNotDoneYetIsTold() {
        shell.api.answer(202, NONE);

        Ran ran = shell.run("pause", "pool", "night");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("not done yet", "./taskmill pauses");
    }

    @Test
    void itIsSentAgainUnderOneIdWhileTheApiIsNotAvailable() {
        shell.api.answer(503, "{\"status\":503}").answer(200, TWO);

        assertThat(shell.run("pause", "pool", "night").code()).isEqualTo(0);
        assertThat(shell.api.asked.stream().map(asked -> asked.headers().get("Taskmill-command-id")))
                .hasSize(2)
                .containsOnly(shell.api.asked.getFirst().headers().get("Taskmill-command-id"));
    }

    @Test
    void whatTheApiRefusesIsTold() {
        shell.api.answer(
                404,
                "{\"type\":\"urn:taskmill:problem:unknown-task-type\",\"status\":404,\"detail\":\"'CUONT' is no type\"}");

        Ran ran = shell.run("pause", "type", "CUONT");

        assertThat(ran.code()).isEqualTo(65);
        assertThat(ran.err()).contains("'CUONT' is no type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "pause pool", "pause queue night", "resume pool", "pauses night"})
    void aWrongLineIsTold(String line) {
        assertThat(shell.run(line.split(" ", -1)).code()).isEqualTo(64);
        assertThat(shell.api.asked).isEmpty();
    }
}
