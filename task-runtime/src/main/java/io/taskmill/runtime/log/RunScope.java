package io.taskmill.runtime.log;

import io.taskmill.model.TaskId;
import org.slf4j.MDC;

/** As long as it is open, all lines of this thread carry task, epoch and run. */
public final class RunScope implements AutoCloseable {

    private static final String TASK = "task";
    private static final String EPOCH = "epoch";
    private static final String RUN = "run";

    private RunScope() {}

    public static RunScope of(TaskId task, int epoch, String run) {
        MDC.put(TASK, task.toString());
        MDC.put(EPOCH, Integer.toString(epoch));
        MDC.put(RUN, run);
        return new RunScope();
    }

    @Override
    public void close() {
        MDC.remove(TASK);
        MDC.remove(EPOCH);
        MDC.remove(RUN);
    }
}
