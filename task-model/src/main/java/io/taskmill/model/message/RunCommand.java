package io.taskmill.model.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskmill.model.Defaulted;
import io.taskmill.model.Json;
import io.taskmill.model.Part;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.WorkQueue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one dispatch of a task to be run. One publish carries it to the work queue and to the task's event shard,
 * where the first one of a task is its submission.
 *
 * @param epoch 1 for the submission, higher by one with each further dispatch
 * @param attempt which of the starts that policy asks for; 1 where nothing is said
 * @param deadline when the task must have ended; null if it has no deadline
 * @param checkpoint what an earlier run has left to go on from; null if none has
 * @param suspect whether earlier runs were lost with their sessions so often that the task may be what ended them
 * @param part what is to be carried out of the task; null for what it was submitted for
 * @param stack what earlier runs have pushed and nobody has undone, in that order
 */
public record RunCommand(
        TaskId task,
        int epoch,
        @Defaulted int attempt,
        @Nullable Instant deadline,
        TaskSpec spec,
        @Nullable Json checkpoint,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Defaulted
        boolean suspect,

        @Nullable Part part,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Defaulted
        List<RollbackEntry> stack)
        implements ShardMessage, TaskEvent {

    public RunCommand {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch of task " + task + " is " + epoch + " but must be at least 1");
        }
        stack = stack == null ? List.of() : List.copyOf(stack);
        attempt = attempt == 0 ? 1 : attempt;
        if (attempt < 1) {
            throw new IllegalArgumentException(
                    "attempt of task " + task + " is " + attempt + " but must be at least 1");
        }
    }

    /** A dispatch of the first attempt, whose deadline counts from when it may start. */
    public RunCommand(TaskId task, int epoch, TaskSpec spec) {
        this(task, epoch, 1, spec.deadlineFrom(spec.mayStart()), spec, null, false, null, List.of());
    }

    /** A dispatch that begins at the beginning. */
    public RunCommand(TaskId task, int epoch, int attempt, @Nullable Instant deadline, TaskSpec spec) {
        this(task, epoch, attempt, deadline, spec, null, false, null, List.of());
    }

    /** A dispatch of a task that is no suspect. */
    public RunCommand(
            TaskId task, int epoch, int attempt, @Nullable Instant deadline, TaskSpec spec, @Nullable Json checkpoint) {
        this(task, epoch, attempt, deadline, spec, checkpoint, false, null, List.of());
    }

    /** A dispatch of what the task was submitted for, of which no run has pushed anything. */
    public RunCommand(
            TaskId task,
            int epoch,
            int attempt,
            @Nullable Instant deadline,
            TaskSpec spec,
            @Nullable Json checkpoint,
            boolean suspect) {
        this(task, epoch, attempt, deadline, spec, checkpoint, suspect, null, List.of());
    }

    /** Whether it asks for what was done to be undone. */
    @JsonIgnore
    public boolean isRollback() {
        return part instanceof Part.Rollback;
    }

    /** Whether its run waits for its grant, so that no two overlap while leases hold: each part is carried out once at a time. */
    @JsonIgnore
    public boolean isStrict() {
        return part != null || spec.policy().strictStart();
    }

    /** The work queue that it waits in. */
    public WorkQueue queue() {
        return suspect ? WorkQueue.ofSuspects(spec.pool()) : new WorkQueue(spec.pool(), spec.priority(), isStrict());
    }
}
