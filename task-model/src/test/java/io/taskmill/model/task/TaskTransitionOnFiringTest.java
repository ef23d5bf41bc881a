package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.SPEC;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.delete;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.retry;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.State;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.OutboxEntry.TellSchedule;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Example;
import org.jspecify.annotations.Nullable;

/** A task that a schedule has made tells it of its end. */
class TaskTransitionOnFiringTest {

    private static final RunCommand FIRED = new RunCommand(TASK, 1, SPEC.scheduled("nightly", NOW));
    private static final TellSchedule TOLD = new TellSchedule("nightly", 1, State.CANCELLED);

    private static Task after(@Nullable Task task, TaskEvent event) {
        return Objects.requireNonNull(on(task, event).task());
    }

    private static Task cancelled() {
        return after(after(null, FIRED), cancel());
    }

    @Example
    void itIsToldOnceHowItHasEnded() {
        assertThat(after(null, FIRED).outbox()).isEmpty();
        Task ended = cancelled();
        assertThat(ended.outbox()).containsExactly(TOLD);
        assertThat(after(ended, cancel("again")).outbox()).containsExactly(TOLD);
        Task told = after(ended, new OutboxPublished(TASK, Set.of(TOLD.id())));
        assertThat(told.outbox()).isEmpty();
        assertThat(after(told, cancel("once-more")).outbox()).isEmpty();
    }

    @Example
    void oneThatIsCancelledBeforeItIsSubmittedTellsOnceItIs() {
        Task stub = after(null, cancel());
        assertThat(stub.outbox()).isEmpty();
        assertThat(after(stub, FIRED).outbox()).containsExactly(TOLD);
    }

    @Example
    void aRetriedOneTellsOnceMore() {
        Task retried = after(cancelled(), retry(1));
        Task again = after(retried, cancel("second"));
        assertThat(again.outbox()).contains(TOLD, new TellSchedule("nightly", 2, State.CANCELLED));
    }

    @Example
    void aDeletedOneStillTells() {
        Task deleted = after(cancelled(), delete(1));
        assertThat(deleted.spec()).isNull();
        assertThat(deleted.outbox()).containsExactly(TOLD);
    }

    @Example
    void oneThatNoScheduleHasMadeTellsNobody() {
        assertThat(after(after(null, submission()), cancel()).outbox()).isEmpty();
    }
}
