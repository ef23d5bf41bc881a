package io.taskmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.cli.Shell.Ran;
import io.taskmill.client.ScriptedApi.Asked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ListsTest {

    private final Shell shell = new Shell();

    @AfterEach
    void close() {
        shell.close();
    }

    private static String page(String items, String rest) {
        return "{\"items\":[" + items + "]" + rest + "}";
    }

    @Test
    void tasksAreListedInAlignedColumns() {
        shell.api.answer(200, page(Tasks.running(40, "PT2S") + ",{\"id\":\"01971111\",\"recorded\":false}", ""));

        Ran ran = shell.run("list");

        assertThat(ran.code()).isZero();
        assertThat(ran.outLines())
                .containsExactly(
                        "ID        TYPE   STATE        PROGRESS  CREATED               DURATION  WORKER",
                        "0197      COUNT  IN_PROGRESS  40 %      2026-05-01T10:00:00Z  2 s       w-1",
                        "01971111  -      -            -         -                     -         -");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void thatThereAreMoreIsTold() {
        shell.api.answer(200, page("", ",\"next\":\"c\""));

        Ran ran = shell.run("list", "--limit", "5");

        assertThat(ran.err()).contains("--all");
        assertThat(shell.api.asked.getFirst().target()).isEqualTo("/api/v1/tasks?limit=5");
    }

    @Test
    void allPagesAreListed() {
        shell.api
                .answer(200, page(Tasks.running(1, "PT1S"), ",\"next\":\"c1\""))
                .answer(200, page(Tasks.running(2, "PT1S"), ",\"next\":\"c2\""))
                .answer(200, page(Tasks.finished(), ""));

        Ran ran = shell.run("list", "--all", "--limit", "1");

        assertThat(ran.outLines()).hasSize(4);
        assertThat(shell.api.asked.stream().map(Asked::target))
                .containsExactly(
                        "/api/v1/tasks?limit=1", "/api/v1/tasks?limit=1&cursor=c1", "/api/v1/tasks?limit=1&cursor=c2");
    }

    @Test
    void aPageInJsonIsWhatTheApiSaidAndAllOfThemAreOneDocument() {
        String first = page(Tasks.running(1, "PT1S"), ",\"next\":\"c1\",\"later\":true");
        shell.api.answer(200, first).answer(200, first).answer(200, page(Tasks.finished(), ""));

        assertThat(shell.run("list", "--json").outLines()).containsExactly(first);
        assertThat(shell.run("list", "--all", "--json").outLines())
                .containsExactly(page(Tasks.running(1, "PT1S") + "," + Tasks.finished(), ""));
    }

    @Test
    void aListThatDoesNotGoOnIsUnexpected() {
        shell.api.answer(200, page("", ",\"next\":\"c\"")).answer(200, page("", ",\"next\":\"c\""));

        assertThat(shell.run("list", "--all").code()).isEqualTo(70);
    }

    @Test
    void aPageThatCannotBeHadEndsTheListWithoutHalfADocument() {
        shell.api.answer(200, page(Tasks.finished(), ",\"next\":\"c\"")).answer(503, "{\"title\":\"away\"}");

        Ran ran = shell.run("list", "--all", "--json");

        assertThat(ran).isEqualTo(new Ran(69, "", "{\"title\":\"away\"}" + System.lineSeparator()));
    }

    @Test
    void listsAreNarrowedDownByTheApi() {
        shell.api.answer(200, page("", "")).answer(200, page("", ""));

        var _ = shell.run("list", "--category", "failed", "--type", "COUNT");
        var _ = shell.run("list", "--state", "IN_PROGRESS", "--entity", "vm:web-1", "--creator", "ops");

        assertThat(shell.api.asked.stream().map(Asked::target))
                .containsExactly(
                        "/api/v1/tasks?category=FAILED&type=COUNT",
                        "/api/v1/tasks?state=IN_PROGRESS&entity=vm%3Aweb-1&creator=ops");
    }

    @Test
    void filtersStayTheSameFromPageToPage() {
        shell.api.answer(200, page(Tasks.finished(), ",\"next\":\"c\"")).answer(200, page(Tasks.finished(), ""));

        assertThat(shell.run("list", "--all", "--creator", "ops").code()).isZero();

        assertThat(shell.api.asked.stream().map(Asked::target))
                .containsExactly("/api/v1/tasks?creator=ops", "/api/v1/tasks?creator=ops&cursor=c");
    }

    @Test
    void countsAreShownByStateWithAWordWhenTheyMayBeOff() {
        String answer = "{\"categories\":{\"PENDING\":3},\"states\":{\"INITIAL\":3,\"FINISHED\":12},\"recounting\":";
        shell.api.answer(200, answer + "false}").answer(200, answer + "true}").answer(200, answer + "true}");

        Ran sure = shell.run("summary");
        assertThat(sure.outLines()).containsExactly("STATE     TASKS", "INITIAL   3", "FINISHED  12");
        assertThat(sure.err()).isEmpty();
        assertThat(shell.run("summary").err()).contains("counted again");
        assertThat(shell.run("summary", "--json").outLines()).containsExactly(answer + "true}");
    }

    @Test
    void typesAreListed() {
        String answer =
                "{\"items\":[{\"name\":\"COUNT\",\"title\":\"Count\\u001b[2J\",\"pool\":\"basic\",\"version\":2,"
                        + "\"paramsSchema\":{\"x\":1.50}},{\"name\":\"FAIL\"}]}";
        shell.api.answer(200, answer).answer(200, answer);

        assertThat(shell.run("types").outLines())
                .containsExactly(
                        "NAME   TITLE      POOL   VERSION",
                        "COUNT  Count\ufffd[2J  basic  2",
                        "FAIL   -          -      0");
        assertThat(shell.run("types", "--json").out()).contains("\"paramsSchema\":{\"x\":1.50}");
    }

    @Test
    void workersAreListed() {
        String answer = "{\"items\":[{\"session\":\"s-1\",\"name\":\"w-1\",\"lastHeartbeat\":\"2026-05-01T10:00:03Z\","
                + "\"host\":\"h\",\"pid\":7,\"pools\":[\"basic\",\"gpu\"],\"slots\":8,\"used\":3},"
                + "{\"session\":\"s-2\",\"name\":\"w-2\",\"pools\":[],\"slots\":8,\"used\":8,\"leaked\":1,"
                + "\"draining\":true}]}";
        shell.api.answer(200, answer).answer(200, answer);

        assertThat(shell.run("workers").outLines())
                .containsExactly(
                        "NAME  SESSION  HOST  PID  POOLS      SLOTS  LEAKED  DRAINING  HEARTBEAT",
                        "w-1   s-1      h     7    basic,gpu  3/8    0       no        2026-05-01T10:00:03Z",
                        "w-2   s-2      -     0               8/8    1       yes       -");
        assertThat(shell.run("workers", "--json").outLines()).containsExactly(answer);
    }

    @Test
    void thatThereAreMoreDeadLettersIsTold() {
        shell.api.answer(200, "{\"total\":9,\"items\":[{\"size\":1}]}");

        Ran ran = shell.run("dead-letters", "--limit", "1");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("1 of 9");
    }

    @Test
    void deadLettersInJsonHaveTheirBodies() {
        String answer = "{\"total\":1,\"items\":[{\"size\":1,\"body\":\"x\",\"encoding\":\"text\"}]}";
        shell.api.answer(200, answer);

        Ran ran = shell.run("dead", "--json");

        assertThat(ran.outLines()).containsExactly(answer);
        assertThat(JsonMapper.shared().readTree(ran.out()).get("total").intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"summary", "types", "workers"})
    void verbsWithoutALimitFailAsTheOthersDo(String verb) {
        shell.api.answer(400, "{}").answer(503, "{}").answer(200, "{}");

        assertThat(shell.run(verb).code()).isEqualTo(65);
        assertThat(shell.run(verb).code()).isEqualTo(69);
        assertThat(shell.run(verb).code()).isEqualTo(70);
        assertThat(shell.run(verb, "--limit", "1").code()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "dead"})
    void listsFailAsTheOtherVerbsDo(String verb) {
        shell.api.answer(400, "{}").answer(503, "{}").answer(200, "{}").answer(404, "{}");

        assertThat(shell.run(verb).code()).isEqualTo(65);
        assertThat(shell.run(verb).code()).isEqualTo(69);
        assertThat(shell.run(verb).code()).isEqualTo(70);
        assertThat(shell.run(verb).code()).isEqualTo(65);
        assertThat(shell.run(verb, "--limit", "many").code()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"submit", "show", "list", "summary", "types", "workers", "dead", "logs"})
    void eachVerbTellsItsOptionsAndExitCodes(String verb) {
        Ran ran = shell.runAsTyped(verb, "--help");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .startsWith("Usage: ./taskmill " + verb)
                .contains("--json", "Exit codes:", "130", "Example");
    }
}
