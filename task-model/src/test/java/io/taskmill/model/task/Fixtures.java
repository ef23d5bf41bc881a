package io.taskmill.model.task;

import io.taskmill.model.EntityRef;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.CommandMissed;
import io.taskmill.model.message.OrphanedRunEvent;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.OwnerLost;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.Transition.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one task that these tests speak of, and what can happen to it besides its runs' own reports. */
final class Fixtures {

    static final TaskId TASK = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10");
    static final Instant NOW = Instant.parse("2031-05-04T12:00:00Z");
    static final TaskSpec SPEC = new TaskSpec(
            "COUNT",
            1,
            "default",
            Priority.NORMAL,
            Json.EMPTY_OBJECT,
            new EntityRef("vm", "vm-7"),
            "ada",
            null,
            NOW.minusSeconds(60));

    static final Verdict APPLIED = new Verdict.Applied();
    static final Verdict REPEATED = new Verdict.Repeated();
    static final Verdict DEFERRED = new Verdict.Deferred();

    private Fixtures() {}

    static Verdict refused(RefusalReason reason) {
        return new Verdict.Refused(reason);
    }

    static RunCommand submission() {
        return dispatch(1);
    }

    static RunCommand dispatch(int epoch) {
        return new RunCommand(TASK, epoch, SPEC);
    }

    static OrphanedRunEvent orphaned(RunEvent event) {
        return new OrphanedRunEvent(event, true);
    }

    static OwnerLost crashOf(Runner owner) {
        return new OwnerLost(TASK, owner.session(), true);
    }

    static OwnerLost handBackOf(Runner owner) {
        return new OwnerLost(TASK, owner.session(), false);
    }

    static OutboxPublished published(Integer... epochs) {
        return new OutboxPublished(
                TASK,
                Arrays.stream(epochs)
                        .map(epoch -> new OutboxEntry(epoch, 0).id())
                        .collect(Collectors.toSet()));
    }

    static CommandMissed missed(int epoch, Instant dispatched) {
        return new CommandMissed(TASK, epoch, dispatched);
    }

    /** What an event makes of the task. */
    static Transition on(@Nullable Task task, TaskEvent event) {
        return TaskTransition.apply(task, event, NOW);
    }

    /** The task that these events leave, in this order. */
    static Task after(TaskEvent... events) {
        return after(Arrays.asList(events));
    }

    static Task after(List<? extends TaskEvent> events) {
        Task task = null;
        for (TaskEvent event : events) {
            task = on(task, event).task();
        }
        return known(task);
    }

    static Task known(@Nullable Task task) {
        if (task == null) {
            throw new AssertionError("there is no task");
        }
        return task;
    }
}
