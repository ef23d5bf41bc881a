package io.taskmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.cli.Shell.Ran;
import io.taskmill.client.ScriptedApi.Asked;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String LETTER = "{\"id\":\"" + ID + "\",\"reason\":\"no handler\\u001b[2J\","
            + "\"origin\":\"work.default.normal\",\"buried\":\"2026-05-01T10:00:00Z\",\"size\":12,"
            + "\"body\":\"{\\n\\u001b}\",\"encoding\":\"utf-8\",\"truncated\":true,\"task\":\"0197\"}";
    private static final String UNKNOWN =
            "{\"type\":\"urn:taskmill:problem:unknown-letter\",\"title\":\"There is no such dead letter\",\"status\":404}";

    private final Shell shell = new Shell();

    @AfterEach
    void close() {
        shell.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead-letters", "dead", "dead-letters list"})
    void theyAreListedWithTheirIds(String verb) {
        shell.api.answer(200, "{\"total\":2,\"items\":[" + LETTER + ",{\"size\":1}]}");

        Ran ran = shell.run(words(verb, "--limit", "2"));

        assertThat(ran.code()).isZero();
        assertThat(ran.outLines())
                .containsExactly(
                        "ID                                BURIED                ORIGIN               REASON          SIZE",
                        ID + "  2026-05-01T10:00:00Z  work.default.normal  no handler\ufffd[2J  12",
                        "-                                 -                     -                    -               1");
        assertThat(shell.api.asked.getFirst().target()).isEqualTo("/api/v1/dead-letters?limit=2");
    }

    @Test
    void oneIsShownWithItsBodyMadeHarmless() {
        shell.api.answer(200, LETTER).answer(200, LETTER);

        Ran ran = shell.run("dead-letters", "show", ID);

        assertThat(ran.code()).isZero();
        assertThat(ran.outLines())
                .containsExactly(
                        "id      " + ID,
                        "buried  2026-05-01T10:00:00Z",
                        "origin  work.default.normal",
                        "reason  no handler\ufffd[2J",
                        "task    0197",
                        "size    12, not all of it is shown",
                        "body    utf-8",
                        "        {",
                        "        \ufffd}");
        assertThat(shell.run("dead", "show", ID, "--json").outLines()).containsExactly(LETTER);
        assertThat(asked()).containsOnly("GET /api/v1/dead-letters/" + ID);
    }

    @Test
    void oneOrAllAreReplayed() {
        String one = "{\"replayed\":1,\"left\":0,\"reasons\":{}}";
        shell.api.answer(200, one).answer(200, one).answer(200, one);

        assertThat(shell.run("dead-letters", "replay", ID))
                .isEqualTo(new Ran(0, "1 replayed" + System.lineSeparator(), ""));
        assertThat(shell.run("dead-letters", "replay", "--all").code()).isZero();
        assertThat(shell.run("dead-letters", "replay", "--all", "--json").outLines())
                .containsExactly(one);

        assertThat(asked())
                .containsExactly(
                        "POST /api/v1/dead-letters/" + ID + "/replay",
                        "POST /api/v1/dead-letters/replay",
                        "POST /api/v1/dead-letters/replay");
    }

    @Test
    void whatIsLeftIsToldAndIsNotSuccess() {
        String some = "{\"replayed\":7,\"left\":5,\"reasons\":{\"queue-gone\":2,\"not-reached\":3}}";
        shell.api.answer(200, some).answer(200, some);

        Ran ran = shell.run("dead-letters", "replay", "--all");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.outLines()).containsExactly("7 replayed");
        assertThat(ran.err().strip()).isEqualTo("taskmill: 5 left: 3 not-reached, 2 queue-gone");
        assertThat(shell.run("dead-letters", "replay", "--all", "--json").code())
                .isEqualTo(1);
    }

    @Test
    void oneIsDeletedOrAllIfThatIsMeant() {
        shell.api.answer(204, "").answer(200, "{\"deleted\":3,\"left\":0,\"reasons\":{}}");

        assertThat(shell.run("dead-letters", "delete", ID)).isEqualTo(new Ran(0, "", ""));
        assertThat(shell.run("dead-letters", "delete", "--all", "--yes").outLines())
                .containsExactly("3 deleted");

        assertThat(asked())
                .containsExactly("DELETE /api/v1/dead-letters/" + ID, "DELETE /api/v1/dead-letters?confirm=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete --all",
                "delete",
                "delete --yes",
                "replay",
                "replay x --all",
                "replay x y",
                "show",
                "--json show x",
                "--limit 3 replay --all",
                "bury x"
            })
    void whatIsHalfSaidIsNotDone(String words) {
        Ran ran = shell.run(words("dead-letters " + words));

        assertThat(ran.code()).as(ran.err()).isEqualTo(64);
        assertThat(shell.api.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "replay", "delete"})
    void eachFailsAsTheOtherVerbsDo(String verb) {
        shell.api.answer(404, UNKNOWN).answer(404, "{}").answer(409, "{}").answer(503, "{}");

        assertThat(shell.run("dead-letters", verb, ID).code()).isEqualTo(66);
        assertThat(shell.run("dead-letters", verb, ID).code()).isEqualTo(65);
        assertThat(shell.run("dead-letters", verb, ID).code()).isEqualTo(65);
        assertThat(shell.run("dead-letters", verb, ID).code()).isEqualTo(69);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "replay", "delete"})
    void eachTellsItsOptionsAndExitCodes(String verb) {
        Ran ran = shell.runAsTyped("dead-letters", verb, "--help");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .startsWith("Usage: ./taskmill dead-letters " + verb)
                .contains("--json", "Exit codes:", "130", "Example");
    }

    private List<String> asked() {
        return shell.api.asked.stream()
                .map((Asked asked) -> asked.method() + " " + asked.target())
                .toList();
    }

    private static String[] words(String verb, String... more) {
        return (verb + " " + String.join(" ", more)).strip().split(" ");
    }
}
