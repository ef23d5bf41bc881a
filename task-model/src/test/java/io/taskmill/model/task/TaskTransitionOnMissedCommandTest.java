package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.APPLIED;
import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.REPEATED;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.missed;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.published;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.message.OutboxPublished;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskTransitionOnMissedCommandTest {

    private static final Runner ANNA = new Runner("anna");
    private static final Instant LATER = NOW.plusSeconds(90);

    @Test
    void aQueuedTaskWaitsInTheQueueOfItsPoolAndPriorityUntilARunTakesIt() {
        assertThat(after(submission()).queue()).contains(new WorkQueue("default", Priority.NORMAL, false));
        assertThat(after(submission(), ANNA.begins()).queue()).isEmpty();
        assertThat(after(submission(), ANNA.begins(), crashOf(ANNA)).queue()).isPresent();
        assertThat(after(ANNA.begins(), crashOf(ANNA)).queue()).isEmpty();
        assertThat(after(ANNA.begins(), crashOf(ANNA), submission()).queue()).isPresent();
    }

    @Test
    void aTaskWhoseStartsWaitIsQueuedApartFromTheOthers() {
        TaskPolicy strict = new TaskPolicy(RetryPolicy.NONE, Timeouts.NONE, true);

        assertThat(after(submission(strict)).queue()).contains(new WorkQueue("default", Priority.NORMAL, true));
    }

    @Test
    void aMissedCommandIsPublishedOnceMoreInTheSameEpoch() {
        Transition transition = TaskTransition.apply(after(submission()), missed(1, NOW), LATER);

        Task task = known(transition.task());
        assertThat(transition.verdict()).isEqualTo(APPLIED);
        assertThat(task.phase()).isEqualTo(Phase.QUEUED);
        assertThat(task.epoch()).isEqualTo(1);
        assertThat(task.attempt()).isEqualTo(1);
        assertThat(task.outbox()).containsExactly(new OutboxEntry.Dispatch(1, 1));
        assertThat(task.dispatched()).isEqualTo(new Dispatched(LATER, 1));
    }

    @Test
    void whoWaitsIsStillKnownToWaitSinceTheFirstDispatch() {
        Task task = known(
                TaskTransition.apply(after(submission()), missed(1, NOW), LATER).task());

        assertThat(task.waitingSince()).isEqualTo(after(submission()).waitingSince());
    }

    @Test
    void whileThatPublishIsUnderWayNoneIsAdded() {
        Task task = known(
                TaskTransition.apply(after(submission()), missed(1, NOW), LATER).task());

        assertThat(on(task, missed(1, LATER)).verdict()).isEqualTo(REPEATED);
    }

    @Test
    void aCheckThatSawAnEarlierDispatchChangesNothing() {
        Task once = known(
                TaskTransition.apply(after(submission()), missed(1, NOW), LATER).task());
        Task settled = known(on(
                        once,
                        new OutboxPublished(
                                TASK, Set.of(once.outbox().getFirst().id())))
                .task());

        assertThat(settled.outbox()).isEmpty();
        assertThat(on(settled, missed(1, NOW)).verdict()).isEqualTo(REPEATED);
        assertThat(on(settled, missed(1, LATER)).verdict()).isEqualTo(APPLIED);
    }

    @Test
    void aFurtherDispatchIsMissedLikeTheFirst() {
        Task again = after(submission(), ANNA.begins(), crashOf(ANNA), published(2));

        Task task = known(on(again, missed(2, NOW)).task());

        assertThat(task.outbox()).containsExactly(new OutboxEntry.Dispatch(2, 1));
    }

    @Test
    void noCommandIsMissedWithinAMinuteAndEachRepetitionDoublesThat() {
        assertThat(new Dispatched(NOW, 0).missedFrom()).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
        assertThat(new Dispatched(NOW, 1).missedFrom()).isEqualTo(NOW.plus(Duration.ofMinutes(2)));
        assertThat(new Dispatched(NOW, 5).missedFrom()).isEqualTo(NOW.plus(Duration.ofMinutes(32)));
        assertThat(new Dispatched(NOW, 1_000).missedFrom()).isBefore(NOW.plus(Duration.ofDays(2)));
    }
}
