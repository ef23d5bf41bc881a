package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.delete;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.retry;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.State;
import io.taskmill.model.message.TaskEvent;
import org.junit.jupiter.api.Test;

/** What is left of a deleted task, and that nothing brings it back; the rest stands in {@link TransitionMatrixTest}. */
class TaskTransitionOnDeleteTest {

    private static final Runner MINE = new Runner("mine");
    private static final TaskEvent[] RUN = {submission(), MINE.begins(), MINE.finishes(3)};

    @Test
    void nothingIsLeftButHowItEndedAndWhoDeletedIt() {
        Task task = known(on(after(RUN), delete(1)).task());

        assertThat(task.isStub()).isTrue();
        assertThat(task.deleted()).isEqualTo(new Deletion("grace", NOW));
        assertThat(task.state()).isEqualTo(State.FINISHED);
        assertThat(task.end()).extracting(End::value).isNull();
        assertThat(task.run()).isEqualTo(MINE.finishes(3).run());
        assertThat(task.outbox()).isEmpty();
        assertThat(task.history()).isEqualTo(History.EMPTY);
    }

    @Test
    void neitherItsSubmissionNorAnyReportBringsItBack() {
        Task deleted = known(on(after(RUN), delete(1)).task());

        Task later = deleted;
        for (TaskEvent event : RUN) {
            later = known(on(later, event).task());
        }
        later = known(on(later, retry(1)).task());

        assertThat(later).isEqualTo(deleted);
    }

    @Test
    void aFollowUpThatIsOnItsWayIsNoneAnyMore() {
        Task withOutbox = after(
                submission(),
                MINE.begins(),
                MINE.fails(3, 40),
                retry(1),
                cancel()); // its dispatch is not published yet
        assertThat(withOutbox.outbox()).isNotEmpty();

        assertThat(known(on(withOutbox, delete(2)).task()).outbox()).isEmpty();
    }

    @Test
    void isForgottenInTheEnd() {
        assertThat(new Deletion(null, NOW).forgottenFrom()).isEqualTo(NOW.plus(Deletion.REMEMBERED));
    }

    @Test
    void onlyWhatHasEndedIsDeleted() {
        Task running = after(submission(), MINE.begins());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Task(
                        running.id(),
                        running.spec(),
                        running.phase(),
                        running.since(),
                        running.epoch(),
                        running.attempt(),
                        running.crashRecoveries(),
                        running.deadline(),
                        running.dependencies(),
                        running.claims(),
                        running.dispatched(),
                        running.deadCommand(),
                        running.blocked(),
                        running.releaseAt(),
                        running.started(),
                        running.progress(),
                        running.run(),
                        running.checkpoint(),
                        running.rollback(),
                        running.failed(),
                        running.cancelled(),
                        running.end(),
                        new Deletion(null, NOW),
                        running.applied(),
                        running.outbox(),
                        running.history(),
                        running.families()))
                .withMessageContaining("deleted");
    }
}
