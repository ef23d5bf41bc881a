package io.taskmill.model.message;

import io.taskmill.model.Names;
import io.taskmill.model.TaskId;
import org.jspecify.annotations.Nullable;

/** What a gate tells a task that has claimed it. */
public sealed interface GateAnswer extends TaskEvent, ShardMessage {

    /** Of the claim that is answered. */
    int epoch();

    String gate();

    /** The task holds the gate. Told again now and then: a task that does not want it any more gives it back. */
    record GateGranted(TaskId task, int epoch, String gate) implements GateAnswer {

        public GateGranted {
            Names.requireKey("gate", gate);
        }
    }

    /** The task is to end: a newer one is to hold the gate, or to wait for it. */
    record GateDisplaced(TaskId task, int epoch, String gate, TaskId by) implements GateAnswer {

        public GateDisplaced {
            Names.requireKey("gate", gate);
        }
    }

    /**
     * The gate has no room, and the task was not to wait.
     *
     * @param holder one that holds it; null if none does, since the gate is closed
     */
    record GateRefused(
            TaskId task, int epoch, String gate, @Nullable TaskId holder) implements GateAnswer {

        public GateRefused {
            Names.requireKey("gate", gate);
        }
    }
}
