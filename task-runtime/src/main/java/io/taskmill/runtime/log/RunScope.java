package io.taskmill.runtime.log;

import io.taskmill.model.TaskId;
import org.slf4j.MDC;

/** As long as it is open, all lines of this thread carry task, epoch and run. Opened again inside, the outer one ends it. */
public final class RunScope implements AutoCloseable {

    private static final String TASK = "task";
    private static final String EPOCH = "epoch";
    private static final String RUN = "run";

    private final boolean inner;

    private RunScope(boolean inner) {
        this.inner = inner;
    }

    public static RunScope of(TaskId task, int epoch, String run) {
        boolean inner = run.equals(MDC.get(RUN));
        MDC.put(TASK, task.toString());
        MDC.put(EPOCH, Integer.toString(epoch));
        MDC.put(RUN, run);
        return new RunScope(inner);
    }

    @Override
    public void close() {
        if (inner) {
            return;
        }
        MDC.remove(TASK);
        MDC.remove(EPOCH);
        MDC.remove(RUN);
    }
}
