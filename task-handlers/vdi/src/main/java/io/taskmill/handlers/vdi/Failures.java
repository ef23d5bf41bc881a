package io.taskmill.handlers.vdi;

import io.taskmill.handler.TaskFailedException;
import io.taskmill.handlers.vdi.hypervisor.HypervisorException;

/** What a hypervisor's refusals mean for a task. */
final class Failures {

    private Failures() {}

    /** Something that asks a hypervisor. */
    @FunctionalInterface
    interface Deed<R> {
        R carryOut() throws InterruptedException;
    }

    /** @throws TaskFailedException with NO_SPACE, BUSY, UNKNOWN, UNREACHABLE or HYPERVISOR_FAILED where the hypervisor says so */
    static <R> R named(Deed<R> deed) throws InterruptedException {
        try {
            return deed.carryOut();
        } catch (HypervisorException e) {
            throw of(e);
        }
    }

    static TaskFailedException of(HypervisorException e) {
        String text = String.valueOf(e.getMessage());
        TaskFailedException failure =
                switch (e) {
                    case HypervisorException.NoSpace _ -> new TaskFailedException("NO_SPACE", text, false);
                    case HypervisorException.Busy _ -> new TaskFailedException("BUSY", text, true);
                    case HypervisorException.Unknown _ -> new TaskFailedException("UNKNOWN", text, false);
                    case HypervisorException.Unreachable _ -> new TaskFailedException("UNREACHABLE", text, true);
                    case HypervisorException.Failed _ -> new TaskFailedException("HYPERVISOR_FAILED", text, true);
                };
        failure.initCause(e);
        return failure;
    }
}
