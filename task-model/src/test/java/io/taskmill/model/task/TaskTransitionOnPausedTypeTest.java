package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.dueAt;
import static io.taskmill.model.task.Fixtures.found;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.lacking;
import static io.taskmill.model.task.Fixtures.limits;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.paused;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A worker that knows of a pause gives back a command of the type that is paused. */
class TaskTransitionOnPausedTypeTest {

    private final Task blocked = after(submission(), paused(1));

    @Test
    void itsTaskIsBlockedForThatAndNotForWantOfAWorker() {
        assertThat(blocked.phase()).isEqualTo(Phase.BLOCKED);
        assertThat(blocked.state()).isEqualTo(State.INITIAL);
        assertThat(blocked.attempt()).isEqualTo(1);
        assertThat(blocked.blocked()).isEqualTo(new Blocked(NOW, 1, true));
        assertThat(blocked.history().entries().getLast())
                .extracting(HistoryEntry::kind, HistoryEntry::reason)
                .containsExactly(HistoryEntry.Kind.BLOCKED, "TYPE_PAUSED");
    }

    @Test
    void itWaitsMinutesForAnotherTrySoThatManyDoNotComeAgainAndAgain() {
        Duration wait = Duration.between(NOW, blocked.due().orElseThrow());

        assertThat(wait).isBetween(Blocked.PAUSED_WAIT, Blocked.PAUSED_WAIT.multipliedBy(2));
    }

    @Test
    void manyDoNotComeAtOnce() {
        Blocked one = new Blocked(NOW, 1, true);

        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(i -> one.delay(new TaskId(new UUID(i * 0x9E3779B97F4A7C15L, i)))
                                .toSeconds())
                        .distinct())
                .hasSizeGreaterThan(150);
    }

    @Test
    void onceTheTypeIsResumedItIsDispatchedAtNoCost() {
        Task again = known(on(blocked, found(1)).task());

        assertThat(again.phase()).isEqualTo(Phase.QUEUED);
        assertThat(again.epoch()).isEqualTo(2);
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.outbox()).containsExactly(new OutboxEntry.Dispatch(2, 0));
    }

    @Test
    void oneThatIsFoundToLackAWorkerAfterwardsWaitsShortly() {
        Task again = known(on(blocked, found(1)).task());
        Task lacking = known(on(again, lacking(2)).task());

        assertThat(lacking.due()).contains(NOW.plus(Blocked.FIRST_WAIT));
        assertThat(lacking.blocked()).isEqualTo(new Blocked(NOW, 1, false));
        assertThat(lacking.history().entries())
                .extracting(HistoryEntry::kind)
                .containsExactly(HistoryEntry.Kind.SUBMITTED, HistoryEntry.Kind.BLOCKED, HistoryEntry.Kind.BLOCKED);
    }

    @Test
    void oneThatComesBeforeTheSubmissionIsRemembered() {
        Task known = after(paused(1), submission());

        assertThat(known.phase()).isEqualTo(Phase.BLOCKED);
        assertThat(known.blocked()).extracting(Blocked::paused).isEqualTo(true);
    }

    @Test
    void itIsCancelledLikeOneThatIsQueued() {
        assertThat(known(on(blocked, cancel()).task()).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void itsTimeInTheQueueGoesOn() {
        Task task = after(submission(limits(new Timeouts(Duration.ofSeconds(10), null, null))), paused(1));
        Instant over = NOW.plusSeconds(10);

        assertThat(task.due()).contains(over);
        assertThat(known(dueAt(task, over).task()).end())
                .extracting(End::error)
                .isEqualTo(Timeouts.queueTimeout(Duration.ofSeconds(10)));
    }
}
