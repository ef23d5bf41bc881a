package io.taskmill.runtime.log;

import io.taskmill.model.TaskId;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * As long as it is open, all lines of this thread carry task, epoch and run. What the thread's lines carried before they carry
 * again afterwards: the thread of one run may be the one that acknowledges another.
 */
public final class RunScope implements AutoCloseable {

    private static final String TASK = "task";
    private static final String EPOCH = "epoch";
    private static final String RUN = "run";

    private final @Nullable String task = MDC.get(TASK);
    private final @Nullable String epoch = MDC.get(EPOCH);
    private final @Nullable String run = MDC.get(RUN);

    private RunScope() {}

    public static RunScope of(TaskId task, int epoch, String run) {
        RunScope scope = new RunScope();
        MDC.put(TASK, task.toString());
        MDC.put(EPOCH, Integer.toString(epoch));
        MDC.put(RUN, run);
        return scope;
    }

    @Override
    public void close() {
        restore(TASK, task);
        restore(EPOCH, epoch);
        restore(RUN, run);
    }

    private static void restore(String key, @Nullable String before) {
        if (before == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, before);
        }
    }
}
