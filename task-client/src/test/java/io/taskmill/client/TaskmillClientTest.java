package io.taskmill.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskmillClientTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String RUNNING = """
            {"id":"0197","recorded":true,"created":"2026-05-01T10:00:00Z","type":"COUNT","typeName":"Count",
             "params":{"times":5.10},"entity":{"type":"vm","id":"web-1"},"creator":"ops","priority":"high",
             "state":"IN_PROGRESS","stateName":"Running","phase":"RUNNING","category":"PENDING","progress":40,
             "message":{"key":"counting","args":[2,5],"text":"Round 2 of 5"},"started":"2026-05-01T10:00:01Z",
             "duration":"PT2S","estimatedEnd":"2026-05-01T10:00:06Z","attempt":1,"epoch":2,"run":"r","worker":"w-1",
             "crashRecoveries":1,"later":{"than":"this client"}}""";

    private final ScriptedApi api = new ScriptedApi();
    private final TaskmillClient client = new TaskmillClient(api.address(), TIMEOUT, "ru");

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void aSubmissionIsSentAsItStandsAndItsAnswerIsKept() {
        api.answer(202, Map.of("Location", "/api/v1/tasks/0197"), "{\"id\":\"0197\",\"recorded\":false}");

        Accepted accepted = client.submit(new Submission(
                "COUNT",
                "{ \"times\": 1.10e2 }",
                new Submission.Entity("vm", "web-1"),
                "ops",
                "high",
                "c-1",
                new Submission.Retry(5, Duration.ofSeconds(1), Duration.ofMinutes(90), Set.of("B", "A")),
                new Submission.Timeouts(Duration.ofHours(1), Duration.ofMillis(1500), Duration.ofDays(1)),
                new Submission.Start(null, Duration.ofMinutes(90)),
                null,
                null,
                "manual"));

        assertThat(accepted.id()).isEqualTo("0197");
        assertThat(accepted.location()).isEqualTo(api.address().resolve("/api/v1/tasks/0197"));
        ScriptedApi.Asked asked = api.asked.getFirst();
        assertThat(asked.method() + " " + asked.target()).isEqualTo("POST /api/v1/tasks");
        assertThat(asked.body())
                .isEqualTo("{\"type\":\"COUNT\",\"params\":{ \"times\": 1.10e2 },"
                        + "\"entity\":{\"type\":\"vm\",\"id\":\"web-1\"},"
                        + "\"creator\":\"ops\",\"priority\":\"high\",\"correlationId\":\"c-1\","
                        + "\"retry\":{\"maxAttempts\":5,\"backoff\":\"PT1S\",\"maxBackoff\":\"PT1H30M\","
                        + "\"neverOn\":[\"A\",\"B\"]},"
                        + "\"timeouts\":{\"queue\":\"PT1H\",\"run\":\"PT1.5S\",\"deadline\":\"PT24H\"},"
                        + "\"delay\":\"PT1H30M\",\"recovery\":\"manual\"}");
        assertThat(asked.headers().get("Accept-language")).containsExactly("ru");
        assertThat(asked.headers().get("Content-type")).containsExactly("application/json");
    }

    @Test
    void membersThatWereNotGivenAreNotSent() {
        api.answer(202, "{\"id\":\"0197\"}");

        Accepted accepted = client.submit(Submission.of("COUNT", "{}"));

        assertThat(api.asked.getFirst().body()).isEqualTo("{\"type\":\"COUNT\",\"params\":{}}");
        assertThat(bodyOf(new Submission.Retry(2, null, null, null), null))
                .isEqualTo("{\"type\":\"T\",\"params\":{},\"retry\":{\"maxAttempts\":2}}");
        assertThat(bodyOf(
                        new Submission.Retry(null, null, null, Set.of()),
                        new Submission.Timeouts(null, Duration.ofSeconds(5), null)))
                .isEqualTo("{\"type\":\"T\",\"params\":{},\"retry\":{\"neverOn\":[]},\"timeouts\":{\"run\":\"PT5S\"}}");
        assertThat(accepted.location()).isEqualTo(api.address().resolve("/api/v1/tasks/0197"));
    }

    private static String bodyOf(Submission.@Nullable Retry retry, Submission.@Nullable Timeouts timeouts) {
        return Bodies.submission(
                new Submission("T", "{}", null, null, null, null, retry, timeouts, null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{},\"creator\":\"somebody else\"", "1 2", "nothing"})
    void parametersThatAreNotOneJsonValueAreRefusedBeforeAnythingIsSent(String params) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Submission.of("COUNT", params))
                .withMessageContaining("params");
    }

    @Test
    void aTaskIsReadAndItsJsonIsKeptWithWhatIsNotKnownHere() {
        api.answer(200, RUNNING);

        TaskView task = client.get("0197");

        assertThat(task.json()).isEqualTo(RUNNING);
        assertThat(task.recorded()).isTrue();
        assertThat(task.created()).isEqualTo(Instant.parse("2026-05-01T10:00:00Z"));
        assertThat(task.request())
                .isEqualTo(new TaskView.Request(
                        "COUNT",
                        "Count",
                        "{\"times\":5.10}",
                        new Submission.Entity("vm", "web-1"),
                        "ops",
                        "high",
                        null));
        assertThat(task.course())
                .isEqualTo(new TaskView.Course("IN_PROGRESS", "Running", "RUNNING", "PENDING", 40, "Round 2 of 5"));
        assertThat(task.times().left()).isEqualTo(Duration.ofSeconds(3));
        assertThat(task.dispatch()).isEqualTo(new TaskView.Dispatch(1, null, 2, 1, "w-1"));
        assertThat(task.outcome()).isNull();
        assertThat(task.ended()).isFalse();
    }

    @Test
    void whyATaskIsInItsPhaseIsRead() {
        api.answer(200, """
                {"id":"1","type":"COPY","state":"IN_PROGRESS","phase":"RETRY_WAIT","category":"PENDING",
                 "phaseSince":"2026-05-01T10:00:00Z","nextAttemptAt":"2026-05-01T10:00:09Z","awaits":["0198"],
                 "lastFailure":{"attempt":2,"code":"FULL","text":"no space","at":"2026-05-01T09:59:59Z"},
                 "cancelled":{"by":"ops","reason":"why not","at":"2026-05-01T10:00:01Z"},
                 "deadline":"2026-05-02T10:00:00Z","attempt":2,"maxAttempts":5,"epoch":3,
                 "retry":{"maxAttempts":5,"backoff":"PT1S","maxBackoff":"PT5M","neverOn":["A"]},
                 "timeouts":{"deadline":"PT24H"}}""");

        TaskView task = client.get("1");

        Instant at = Instant.parse("2026-05-01T10:00:00Z");
        assertThat(task.why())
                .isEqualTo(new TaskView.Why(
                        at,
                        at.plusSeconds(9),
                        new TaskView.LastFailure(2, "FULL", "no space", at.minusSeconds(1)),
                        new TaskView.Cancelled("ops", "why not", at.plusSeconds(1)),
                        null,
                        List.of("0198"),
                        null,
                        null));
        assertThat(task.times().deadline()).isEqualTo(at.plus(Duration.ofDays(1)));
        assertThat(task.dispatch()).isEqualTo(new TaskView.Dispatch(2, 5, 3, 0, null));
        assertThat(task.policy())
                .isEqualTo(new TaskView.Policy(
                        new Submission.Retry(5, Duration.ofSeconds(1), Duration.ofMinutes(5), Set.of("A")),
                        new Submission.Timeouts(null, null, Duration.ofDays(1)),
                        null));
    }

    @Test
    void anEndIsTold() {
        api.answer(
                        200,
                        "{\"id\":\"1\",\"type\":\"FAIL\",\"state\":\"FAILED\",\"category\":\"FAILED\","
                                + "\"result\":\"FAILURE\",\"error\":{\"code\":\"FULL\",\"text\":\"no space\"}}")
                .answer(
                        200,
                        "{\"id\":\"2\",\"type\":\"COUNT\",\"state\":\"FINISHED\",\"category\":\"FINISHED\","
                                + "\"result\":\"SUCCESS\",\"output\":{\"counted\":1.0}}");

        TaskView failed = client.get("1");
        TaskView finished = client.get("2");

        assertThat(failed.ended()).isTrue();
        assertThat(failed.finished()).isFalse();
        assertThat(failed.outcome())
                .isEqualTo(new TaskView.Outcome("FAILURE", null, new TaskView.Failure("FULL", "no space")));
        assertThat(finished.ended()).isTrue();
        assertThat(finished.finished()).isTrue();
        assertThat(finished.outcome()).isEqualTo(new TaskView.Outcome("SUCCESS", "{\"counted\":1.0}", null));
    }

    @Test
    void timeThatGoesByIsNoNews() {
        api.answer(200, RUNNING)
                .answer(200, RUNNING.replace("PT2S", "PT3S").replace("10:00:06Z", "10:00:07Z"))
                .answer(200, RUNNING.replace("this client", "that client"));
        TaskView first = client.get("0197");

        assertThat(client.get("0197").tellsMoreThan(first)).isFalse();
        assertThat(client.get("0197").tellsMoreThan(first)).isTrue();
    }

    @Test
    void anIdCannotLeadToAnotherPath() {
        api.answer(404, "{}");

        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> client.get("../dead letters?limit=1"));

        assertThat(api.asked.getFirst().target()).isEqualTo("/api/v1/tasks/..%2Fdead%20letters%3Flimit%3D1");
    }

    @Test
    void aListIsReadPageByPageAndEachTaskKeepsItsJson() {
        api.answer(200, "{ \"items\" : [ {\"id\":\"1\", \"n\":1.50} ,{\"id\":\"2\",\"a\":[{}]}], \"next\":\"a b\" }")
                .answer(200, "{\"items\":[]}");

        TaskPage first = client.list(ListFilter.NONE, 2, null);
        TaskPage last = client.list(ListFilter.NONE, null, first.next());

        assertThat(first.items().stream().map(TaskView::json))
                .isEqualTo(List.of("{\"id\":\"1\", \"n\":1.50}", "{\"id\":\"2\",\"a\":[{}]}"));
        assertThat(last.items()).isEmpty();
        assertThat(last.next()).isNull();
        assertThat(api.asked.stream().map(ScriptedApi.Asked::target))
                .containsExactly("/api/v1/tasks?limit=2", "/api/v1/tasks?cursor=a%20b");
    }

    @Test
    void deadLettersAreRead() {
        api.answer(
                200,
                "{\"total\":7,\"items\":[{\"id\":\"0a\",\"reason\":\"undecodable\",\"origin\":\"events.0\","
                        + "\"buried\":\"2026-05-01T10:00:00Z\",\"size\":3,\"body\":\"abc\",\"encoding\":\"text\"},{}]}");

        DeadLetters dead = client.deadLetters(5);

        assertThat(dead.total()).isEqualTo(7);
        assertThat(dead.items())
                .containsExactly(
                        new DeadLetters.DeadLetter(
                                "0a", Instant.parse("2026-05-01T10:00:00Z"), "events.0", "undecodable", 3),
                        new DeadLetters.DeadLetter(null, null, null, null, 0));
        assertThat(api.asked.getFirst().target()).isEqualTo("/api/v1/dead-letters?limit=5");
    }

    @Test
    void aDeadLetterIsReadReplayedAndDeleted() {
        String letter = "{\"id\":\"0a\",\"size\":3,\"body\":\"YWJj\",\"encoding\":\"base64\",\"task\":\"0197\"}";
        String acted = "{\"replayed\":1,\"left\":2,\"reasons\":{\"queue-gone\":2}}";
        api.answer(200, letter)
                .answer(200, acted)
                .answer(200, acted)
                .answer(204, "")
                .answer(200, "{\"deleted\":5,\"left\":0,\"reasons\":{}}");

        assertThat(client.deadLetter("0a"))
                .isEqualTo(new WholeLetter(
                        letter,
                        new DeadLetters.DeadLetter("0a", null, null, null, 3),
                        "YWJj",
                        "base64",
                        false,
                        "0197"));
        assertThat(client.replayDeadLetter("../x")).isEqualTo(new ActedOn(acted, 1, 2, Map.of("queue-gone", 2L)));
        assertThat(client.replayDeadLetters().left()).isEqualTo(2);
        client.deleteDeadLetter("0a");
        assertThat(client.deleteDeadLetters().done()).isEqualTo(5);
        assertThat(api.asked.stream().map(asked -> asked.method() + " " + asked.target()))
                .containsExactly(
                        "GET /api/v1/dead-letters/0a",
                        "POST /api/v1/dead-letters/..%2Fx/replay",
                        "POST /api/v1/dead-letters/replay",
                        "DELETE /api/v1/dead-letters/0a",
                        "DELETE /api/v1/dead-letters?confirm=true");
    }

    @Test
    void aLetterThatThereIsNotIsNotFound() {
        api.answer(404, "{\"type\":\"urn:taskmill:problem:unknown-letter\"}");

        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> client.deleteDeadLetter("0a"));
    }

    @Test
    void aRefusalCarriesTheProblem() {
        String body = "{\"type\":\"urn:taskmill:problem:invalid-params\",\"title\":\"Bad\",\"detail\":\"/times\","
                + "\"errors\":[]}";
        api.answer(422, body);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> client.submit(Submission.of("COUNT", "{}")))
                .withMessageContaining("Bad (HTTP 422): /times")
                .satisfies(e -> assertThat(e.problem())
                        .isEqualTo(
                                new Problem(422, "urn:taskmill:problem:invalid-params", "Bad", "/times", null, body)));
    }

    @Test
    void onlyTheApiItselfCanSayThatThereIsNoSuchTask() {
        api.answer(404, "{\"type\":\"urn:taskmill:problem:unknown-task\"}").answer(404, "<html>");

        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> client.get("1"));
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> client.get("1"));
    }

    @Test
    void anApiThatCannotAnswerNowSaysWhenToAskAgain() {
        api.answer(503, Map.of("Retry-After", "7"), "{\"taskId\":\"0197\"}").answer(502, "<html>");

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> client.get("1"))
                .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7)))
                .satisfies(e ->
                        assertThat(Objects.requireNonNull(e.problem()).taskId()).isEqualTo("0197"));
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> client.get("1"))
                .satisfies(e -> assertThat(e.retryAfter()).isNull());
    }

    @Test
    void nobodyThereIsUnavailable() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (TaskmillClient nobodys = new TaskmillClient(URI.create("http://127.0.0.1:" + port), TIMEOUT)) {
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> nobodys.get("1"))
                    .withMessageContaining("127.0.0.1:" + port);
        }
    }

    @Test
    void aConnectionThatBreaksIsUnavailable() {
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> client.get("1"));
    }

    @Test
    void theTimeoutCoversTheBodyToo() {
        api.stuckAnswer();
        try (TaskmillClient hasty = new TaskmillClient(api.address(), Duration.ofMillis(300))) {
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> hasty.get("1"))
                    .withMessageContaining("no answer");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"id\":7}",
                "{\"id\":\"1\"} x",
                "{\"id\":\"1\",\"created\":\"yesterday\"}",
                "{\"id\":\"1\",\"state\":\"X\",\"progress\":\"half\"}",
                "{\"id\":\"1\",\"type\":\"X\",\"entity\":[]}"
            })
    void anAnswerThatTellsOfNoTaskIsUnexpected(String body) {
        api.answer(200, body);

        assertThatExceptionOfType(UnexpectedAnswerException.class).isThrownBy(() -> client.get("1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 302})
    void aDefectOfTheServerAndADetourAreUnexpected(int status) {
        api.answer(status, "");

        assertThatExceptionOfType(UnexpectedAnswerException.class).isThrownBy(() -> client.get("1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "ftp://host", "http:///path", "http://me:secret@host", "http://host?a=b"})
    void anAddressThatIsNoneIsRefusedWithoutTellingItsSecrets(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TaskmillClient(URI.create(address), TIMEOUT))
                .withMessageContaining("address")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void filtersAreSentAsTheyAreGiven() {
        api.answer(200, "{\"items\":[]}");

        var _ = client.list(new ListFilter("FAILED", "CANCELLED", "COUNT", "vm:a b&c", "ö"), 7, "c");

        assertThat(api.asked.getFirst().target())
                .isEqualTo("/api/v1/tasks?category=FAILED&state=CANCELLED&type=COUNT&entity=vm%3Aa%20b%26c"
                        + "&creator=%C3%B6&limit=7&cursor=c");
    }

    @Test
    void countsAreReadInTheirOrder() {
        String answer =
                "{\"categories\":{\"PENDING\":5,\"FAILED\":0},\"states\":{\"INITIAL\":5000000000},\"recounting\":true}";
        api.answer(200, answer).answer(200, "{\"states\":{}}");

        TaskSummary summary = client.summary();

        assertThat(api.asked.getFirst().target()).isEqualTo("/api/v1/tasks/summary");
        assertThat(summary.json()).isEqualTo(answer);
        assertThat(summary.categories()).containsExactly(Map.entry("PENDING", 5L), Map.entry("FAILED", 0L));
        assertThat(summary.states()).containsExactly(Map.entry("INITIAL", 5_000_000_000L));
        assertThat(summary.recounting()).isTrue();
        assertThatExceptionOfType(UnexpectedAnswerException.class).isThrownBy(client::summary);
    }

    @Test
    void typesAreReadWithTheirSchemasAndPolicies() {
        api.answer(
                200,
                "{\"items\":[{\"name\":\"COUNT\",\"title\":\"Count\",\"pool\":\"basic\",\"version\":2,"
                        + "\"paramsSchema\":{\"type\":\"object\"}},{\"name\":\"BARE\"},"
                        + "{\"name\":\"STRICT\",\"version\":1,\"strictStart\":true,\"timeouts\":{\"run\":\"PT1H\"},"
                        + "\"retry\":{\"maxAttempts\":3,\"backoff\":\"PT1S\",\"maxBackoff\":\"PT5M\",\"neverOn\":[]}}]}");

        assertThat(client.taskTypes().items())
                .containsExactly(
                        new TaskTypes.TaskType("COUNT", "Count", "basic", 2, null, false, "{\"type\":\"object\"}"),
                        new TaskTypes.TaskType("BARE", null, null, 0, null, false, null),
                        new TaskTypes.TaskType(
                                "STRICT",
                                null,
                                null,
                                1,
                                new TaskView.Policy(
                                        new Submission.Retry(3, Duration.ofSeconds(1), Duration.ofMinutes(5), Set.of()),
                                        new Submission.Timeouts(null, Duration.ofHours(1), null),
                                        null),
                                true,
                                null));
        assertThat(api.asked.getFirst().target()).isEqualTo("/api/v1/task-types");
    }

    @Test
    void workersAreRead() {
        api.answer(
                        200,
                        "{\"items\":[{\"session\":\"s-1\",\"name\":\"w-1\",\"status\":\"ACTIVE\",\"started\":\"2026-05-01T10:00:00Z\","
                                + "\"lastHeartbeat\":\"2026-05-01T10:00:03Z\",\"host\":\"h\",\"pid\":7,\"pools\":[\"basic\",\"gpu\"],"
                                + "\"slots\":8,\"used\":3},{\"session\":\"s-2\",\"name\":\"w-2\","
                                + "\"leaseUntil\":\"2026-05-01T10:00:15Z\",\"draining\":true,\"leaked\":1,"
                                + "\"running\":{\"count\":2,\"tasks\":[\"a\",\"b\"]}}]}")
                .answer(200, "{\"items\":[{\"session\":\"s-1\",\"name\":\"w-1\",\"pools\":[7]}]}");

        Instant started = Instant.parse("2026-05-01T10:00:00Z");
        assertThat(client.workers().items())
                .containsExactly(
                        new Workers.Worker(
                                "s-1",
                                "w-1",
                                started,
                                started.plusSeconds(3),
                                null,
                                false,
                                "h",
                                7,
                                List.of("basic", "gpu"),
                                8,
                                3,
                                0,
                                0),
                        new Workers.Worker(
                                "s-2",
                                "w-2",
                                null,
                                null,
                                started.plusSeconds(15),
                                true,
                                null,
                                0,
                                List.of(),
                                0,
                                0,
                                1,
                                2));
        assertThat(api.asked.getFirst().target()).isEqualTo("/api/v1/workers");
        assertThatExceptionOfType(UnexpectedAnswerException.class).isThrownBy(client::workers);
    }

    @Test
    void aLogIsReadPageByPage() {
        api.answer(
                        200,
                        "{\"items\":[{\"at\":\"2026-05-01T10:00:00Z\",\"epoch\":2,\"run\":\"r-1\",\"text\":\"one\"}],"
                                + "\"next\":\"2~r-1~0~0\"}")
                .answer(200, "{\"items\":[]}")
                .answer(200, "{\"items\":[{\"epoch\":2,\"run\":\"r-1\"}]}");

        TaskLog first = client.log("0197", null, null);
        assertThat(first.items())
                .containsExactly(new TaskLog.Entry(Instant.parse("2026-05-01T10:00:00Z"), 2, "r-1", "one"));
        TaskLog last = client.log("0197", 7, first.next());
        assertThat(last.items()).isEmpty();
        assertThat(last.next()).isNull();
        assertThatExceptionOfType(UnexpectedAnswerException.class).isThrownBy(() -> client.log("0197", null, null));
        assertThat(api.asked)
                .extracting(asked -> asked.target())
                .startsWith("/api/v1/tasks/0197/log", "/api/v1/tasks/0197/log?limit=7&cursor=2%7Er-1%7E0%7E0");
    }

    @Test
    void aPathOfTheAddressStandsBeforeThePathsOfTheApi() {
        api.answer(200, "{\"items\":[]}");
        try (TaskmillClient behindProxy = new TaskmillClient(api.address().resolve("/mill/"), TIMEOUT)) {
            behindProxy.list(ListFilter.NONE, null, null);
        }

        assertThat(api.asked.getFirst().target()).isEqualTo("/mill/api/v1/tasks");
    }
}
