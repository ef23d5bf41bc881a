package io.taskmill.model.explore.task;

import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.model.task.Transition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rules that this world goes by: the transition function itself, and how the projector uses it. */
public interface Rules {

    /** As they are. */
    Rules TRUE = new Rules() {};

    default Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
        return TaskTransition.apply(task, event, now);
    }

    /** Whether a write fails when the document is not the one that it was computed from. */
    default boolean writesAreGuarded() {
        return true;
    }

    /** Whether what a folder decides by memory alone counts only if the document is still as remembered. */
    default boolean outcomesAreProven() {
        return true;
    }

    /** Whether a shard keeps in mind which sessions are lost, and looks again for what they own. */
    default boolean lostSessionsAreRecorded() {
        return true;
    }

    /** Whether an outbox entry stays until the broker has confirmed it. */
    default boolean outboxWaitsForConfirm() {
        return true;
    }
}
