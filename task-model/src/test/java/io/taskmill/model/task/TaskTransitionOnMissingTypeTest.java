package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.APPLIED;
import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.REPEATED;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.dueAt;
import static io.taskmill.model.task.Fixtures.found;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.lacking;
import static io.taskmill.model.task.Fixtures.limits;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.released;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.Phase;
import io.taskmill.model.State;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.task.HistoryEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that does not have the type of a task gives its command back. */
class TaskTransitionOnMissingTypeTest {

    private static final Runner ANNA = new Runner("anna");
    private static final Runner NEXT = new Runner("next", 2);

    private final Task blocked = after(submission(), lacking(1));

    @Test
    void itsTaskIsBlockedAndHasNeitherStartedNorTried() {
        assertThat(blocked.phase()).isEqualTo(Phase.BLOCKED);
        assertThat(blocked.state()).isEqualTo(State.INITIAL);
        assertThat(blocked.attempt()).isEqualTo(1);
        assertThat(blocked.crashRecoveries()).isZero();
        assertThat(blocked.epoch()).isEqualTo(1);
        assertThat(blocked.outbox()).isEmpty();
    }

    @Test
    void aRepetitionChangesNothing() {
        assertThat(on(blocked, lacking(1)).verdict()).isEqualTo(REPEATED);
        assertThat(on(released(blocked), lacking(1)).task()).isEqualTo(released(blocked));
    }

    @Test
    void whatARunHasIsLeftToIt() {
        Task running = after(submission(), ANNA.begins());

        assertThat(on(running, lacking(1)).task()).isEqualTo(running);
    }

    @Test
    void aRunThatHadTheCommandBeforeGoesOn() {
        Task running = known(on(blocked, ANNA.begins()).task());

        assertThat(running.phase()).isEqualTo(Phase.RUNNING);
        assertThat(running.blocked()).isNull();
        assertThat(known(on(running, ANNA.finishes(2)).task()).state()).isEqualTo(State.FINISHED);
    }

    @Test
    void whenItsTimeHasComeAnotherWorkerIsTried() {
        Task again = released(blocked);

        assertThat(again.phase()).isEqualTo(Phase.QUEUED);
        assertThat(again.epoch()).isEqualTo(2);
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.outbox()).containsExactly(new OutboxEntry.Dispatch(2, 0));
        assertThat(again.waitingSince()).isPresent();
    }

    @ParameterizedTest(name = "after {0} workers {1}")
    @CsvSource({"1, PT1S", "2, PT2S", "3, PT4S", "4, PT8S", "5, PT16S", "6, PT30S", "7, PT30S", "40, PT30S"})
    void eachTimeItWaitsTwiceAsLongUpToHalfAMinute(int workers, Duration wait) {
        Task task = blockedTimes(workers);

        assertThat(task.due()).contains(NOW.plus(wait));
        assertThat(task.blocked()).isEqualTo(new Blocked(NOW, workers));
    }

    private static Task blockedTimes(int workers) {
        Task task = after(submission(), lacking(1));
        for (int epoch = 2; epoch <= workers; epoch++) {
            task = known(on(released(task), lacking(epoch)).task());
        }
        return task;
    }

    @Test
    void aWorkerThatAnnouncesTheTypeBringsItBackAtOnceAndItWaitsShortlyAgain() {
        Transition transition = on(blockedTimes(5), found(5));
        Task again = known(transition.task());

        assertThat(transition.verdict()).isEqualTo(APPLIED);
        assertThat(again.phase()).isEqualTo(Phase.QUEUED);
        assertThat(again.epoch()).isEqualTo(6);
        assertThat(known(on(again, lacking(6)).task()).due()).contains(NOW.plus(Blocked.FIRST_WAIT));
    }

    @Test
    void aTypeThatIsFoundTwiceDispatchesOnce() {
        Task again = known(on(blocked, found(1)).task());

        assertThat(on(again, found(1)).task()).isEqualTo(again);
        assertThat(on(again, found(2)).task()).isEqualTo(again);
    }

    @Test
    void aStartForgetsHowOftenItWasGivenBack() {
        Task again = released(blocked);
        Task lost =
                known(on(known(on(again, NEXT.begins()).task()), crashOf(NEXT)).task());

        assertThat(lost.blocked()).isNull();
        assertThat(known(on(lost, lacking(3)).task()).due()).contains(NOW.plus(Blocked.FIRST_WAIT));
    }

    @Test
    void itIsCancelledLikeOneThatIsQueued() {
        assertThat(known(on(blocked, cancel()).task()).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void itsTimeInTheQueueGoesOnHoweverManyWorkersGiveItBack() {
        Task task = after(submission(limits(new Timeouts(Duration.ofSeconds(10), null, null))));
        for (int epoch = 1; epoch <= 3; epoch++) {
            task = known(
                    TaskTransition.apply(task, lacking(epoch), task.since()).task());
            task = released(task);
        }

        assertThat(task.since()).isEqualTo(NOW.plusSeconds(7));
        assertThat(task.due()).contains(NOW.plusSeconds(10));
        Task stillBlocked = known(on(task, lacking(4)).task());
        assertThat(stillBlocked.due()).contains(NOW.plusSeconds(8));
        Task failed = known(dueAt(stillBlocked, NOW.plusSeconds(10)).task());
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.end()).extracting(End::error).isEqualTo(Timeouts.queueTimeout(Duration.ofSeconds(10)));
    }

    @Test
    void itEndsAtItsDeadline() {
        Task task = after(submission(limits(new Timeouts(null, null, Duration.ofMinutes(2)))), lacking(1));
        Instant deadline = NOW.plusSeconds(60);

        Task failed = known(dueAt(task, deadline).task());

        assertThat(failed.end()).extracting(End::error).isEqualTo(Timeouts.deadlineExceeded(deadline));
    }

    @Test
    void oneThatComesBeforeTheSubmissionIsRememberedAndTheSubmissionIsDispatchedInItsTime() {
        Task stub = after(lacking(1));
        assertThat(stub.isStub()).isTrue();
        assertThat(stub.due()).isEmpty();

        Task known = after(lacking(1), submission());

        assertThat(known.phase()).isEqualTo(Phase.BLOCKED);
        assertThat(released(known).command().epoch()).isEqualTo(2);
    }

    @Test
    void ofManyInARowTheFirstOneIsHistory() {
        Task task = blockedTimes(9);

        List<HistoryEntry> entries = task.history().entries();
        assertThat(entries).extracting(HistoryEntry::kind).containsExactly(Kind.SUBMITTED, Kind.BLOCKED);
        assertThat(entries.getLast().worker()).isEqualTo("host-old");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void anEpochIsAtLeastOne(int epoch) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TypeMissing(TASK, epoch, "host", NOW))
                .withMessageContaining("epoch");
    }
}
