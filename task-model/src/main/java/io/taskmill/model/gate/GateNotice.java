package io.taskmill.model.gate;

import io.taskmill.model.Claim;
import io.taskmill.model.TaskId;
import org.jspecify.annotations.Nullable;

/** What a gate has to tell a task: written with the change that causes it, published with a confirm, then cleared. */
public sealed interface GateNotice {

    Claim claim();

    /** Derived from what it says, so that the same notice never stands twice. */
    String id();

    /** The task holds the gate. */
    record Grant(Claim claim) implements GateNotice {
        @Override
        public String id() {
            return "grant-" + claim.text();
        }
    }

    /** There is no room for the task, and it was not to wait. */
    record Refuse(Claim claim, @Nullable TaskId holder) implements GateNotice {
        @Override
        public String id() {
            return "refuse-" + claim.text();
        }
    }

    /** The task is to end, for a newer one. */
    record Displace(Claim claim, TaskId by) implements GateNotice {
        @Override
        public String id() {
            return "displace-" + claim.text();
        }
    }
}
