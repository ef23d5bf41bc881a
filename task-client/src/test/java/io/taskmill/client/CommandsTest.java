package io.taskmill.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    private static final String CANCELLED = "{\"id\":\"0197\",\"recorded\":true,\"state\":\"CANCELLED\"}";

    private final ScriptedApi api = new ScriptedApi();
    private final List<Duration> pauses = new ArrayList<>();
    private final TaskmillClient client = new TaskmillClient(api.address(), Duration.ofSeconds(10), "ru", pauses::add);

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void aCancelIsSentWithItsReasonAndTheIdOfItsCommand() {
        api.answer(200, CANCELLED);

        Commanded cancelled = client.cancel("0197", "not \"needed\"");

        assertThat(cancelled.applied()).isTrue();
        assertThat(Objects.requireNonNull(cancelled.task().course()).state()).isEqualTo("CANCELLED");
        ScriptedApi.Asked asked = api.asked.getFirst();
        assertThat(asked.method() + " " + asked.target()).isEqualTo("POST /api/v1/tasks/0197/cancel");
        assertThat(asked.body()).isEqualTo("{\"reason\":\"not \\\"needed\\\"\"}");
        assertThat(asked.headers().get("Content-type")).containsExactly("application/json");
        assertThat(asked.headers().get("Accept-language")).containsExactly("ru");
        assertThat(commands()).containsExactly(cancelled.command());
        assertThat(UUID.fromString(cancelled.command()).version()).isEqualTo(4);
    }

    @Test
    void aSubmissionUnderAKeyIsSentAgainWithItWhileAnEarlierOneIsUnderWay() {
        api.answer(409, Map.of("Retry-After", "1"), "{\"type\":\"urn:taskmill:problem:idempotency-key-in-use\"}")
                .answer(503, "{\"status\":503}")
                .answer(200, "{\"id\":\"0197\",\"recorded\":true}");

        Accepted accepted = client.submit(Submission.of("COUNT", "{}"), "a\"b\\c");

        assertThat(accepted.id()).isEqualTo("0197");
        assertThat(api.asked).hasSize(3).allSatisfy(asked -> assertThat(
                        asked.headers().get("Idempotency-key"))
                .containsExactly("\"a\\\"b\\\\c\""));
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(400));
    }

    @Test
    void anotherSubmissionUnderTheSameKeyIsRefusedAtOnce() {
        api.answer(422, "{\"type\":\"urn:taskmill:problem:idempotency-key-reused\"}");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> client.submit(Submission.of("COUNT", "{}"), "k"));
        assertThat(api.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ключ", "a\n"})
    void whatIsNoKeyIsNotSent(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.submit(Submission.of("COUNT", "{}"), key))
                .withMessageContaining("1 to 255 visible ASCII characters");
        assertThat(api.asked).isEmpty();
    }

    @Test
    void aReasonNeedNotBeGiven() {
        api.answer(200, CANCELLED);

        var _ = client.cancel("0197", null);

        assertThat(api.asked.getFirst().body()).isEqualTo("{}");
    }

    @Test
    void aRetryThatIsOnItsWayIsNotCalledApplied() {
        api.answer(202, "{\"id\":\"0197\",\"state\":\"FAILED\"}");

        Commanded retried = client.retry("0197");

        assertThat(retried.applied()).isFalse();
        assertThat(retried.task().id()).isEqualTo("0197");
        ScriptedApi.Asked asked = api.asked.getFirst();
        assertThat(asked.method() + " " + asked.target()).isEqualTo("POST /api/v1/tasks/0197/retry");
        assertThat(asked.body()).isEqualTo("{}");
    }

    @Test
    void aRetryTakesOtherParametersAsTheyAreWritten() {
        api.answer(200, CANCELLED);

        var _ = client.retry("0197", "{\"size\":1.50}");

        assertThat(api.asked.getFirst().body()).isEqualTo("{\"params\":{\"size\":1.50}}");
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> client.retry("0197", "{"));
        assertThat(api.asked).hasSize(1);
    }

    @Test
    void aDeletedTaskIsGone() {
        api.answer(503, "{}").answer(204, "");

        Deleted deleted = client.delete("0197", false);

        assertThat(deleted.gone()).isTrue();
        assertThat(deleted.applied()).isTrue();
        assertThat(deleted.task()).isNull();
        ScriptedApi.Asked asked = api.asked.getLast();
        assertThat(asked.method() + " " + asked.target()).isEqualTo("DELETE /api/v1/tasks/0197");
        assertThat(commands()).hasSize(2).containsOnly(deleted.command());
    }

    @Test
    void aDeletionThatIsConfirmedMayBeACancelAtFirst() {
        api.answer(200, CANCELLED).answer(202, CANCELLED);

        Deleted cancelled = client.delete("0197", true);

        assertThat(cancelled.gone()).isFalse();
        assertThat(cancelled.applied()).isTrue();
        assertThat(Objects.requireNonNull(cancelled.task()).id()).isEqualTo("0197");
        assertThat(api.asked.getFirst().target()).isEqualTo("/api/v1/tasks/0197?confirm=true");
        assertThat(client.delete("0197", true).applied()).isFalse();
    }

    @Test
    void aTaskThatWasDeletedIsNotFound() {
        api.answer(410, "{\"type\":\"urn:taskmill:problem:task-deleted\"}").answer(410, "{}");

        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> client.get("0197"));
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> client.get("0197"));
    }

    @Test
    void whatGotNoAnswerIsSentAgainAsTheSameCommand() {
        api.answer(503, Map.of("Retry-After", "1"), "{}").answer(502, "<html>").answer(200, CANCELLED);

        Commanded cancelled = client.cancel("0197", null);

        assertThat(cancelled.applied()).isTrue();
        assertThat(commands()).hasSize(3).containsOnly(cancelled.command());
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Repeats.FIRST_PAUSE.multipliedBy(2));
    }

    @Test
    void aConnectionThatBreaksIsNoReasonToSendAnotherCommandEither() {
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> client.retry("0197"));

        assertThat(commands()).hasSizeGreaterThanOrEqualTo(Repeats.MOST_REQUESTS);
        assertThat(commands().stream().distinct()).hasSize(1);
        assertThat(pauses).hasSize(Repeats.MOST_REQUESTS - 1);
    }

    @Test
    void twoCancelsAreTwoCommands() {
        api.answer(200, CANCELLED).answer(200, CANCELLED);

        assertThat(client.cancel("0197", null).command())
                .isNotEqualTo(client.cancel("0197", null).command());
    }

    @Test
    void nobodyWaitsAsLongAsTheApiMayAskFor() {
        api.answer(503, Map.of("Retry-After", "3600"), "{}").answer(200, CANCELLED);

        var _ = client.cancel("0197", null);

        assertThat(pauses).containsExactly(Repeats.LONGEST_PAUSE);
    }

    @Test
    void whoIsInterruptedSendsNothingMore() {
        api.answer(503, "{}").answer(200, CANCELLED);
        try (TaskmillClient interrupted = new TaskmillClient(api.address(), Duration.ofSeconds(10), null, _ -> {
            throw new InterruptedException();
        })) {
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> interrupted.cancel("0197", null));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(api.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"already-ended", "not-failed", "superseded"})
    void whoComesTooLateIsToldSoAndNothingIsRepeated(String problem) {
        api.answer(409, "{\"type\":\"urn:taskmill:problem:" + problem + "\",\"title\":\"No\",\"state\":\"FINISHED\"}");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> client.cancel("0197", null))
                .satisfies(e ->
                        assertThat(Objects.requireNonNull(e.problem()).type()).endsWith(problem));
        assertThat(api.asked).hasSize(1);
    }

    @Test
    void aTaskThatThereIsNotIsNotFound() {
        api.answer(404, "{\"type\":\"urn:taskmill:problem:unknown-task\"}");

        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> client.retry("0197"));
    }

    private List<String> commands() {
        return api.asked.stream()
                .map(asked -> Objects.requireNonNull(asked.headers().get("Taskmill-command-id"))
                        .getFirst())
                .toList();
    }
}
