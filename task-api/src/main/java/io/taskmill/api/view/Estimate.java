package io.taskmill.api.view;

import io.taskmill.model.Phase;
import io.taskmill.model.Run;
import io.taskmill.model.task.TaskRow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a running task will probably end: as if it went on at the pace of its present run. */
final class Estimate {

    /** Below that a pace says nothing. */
    private static final int LEAST_PROGRESS = 5;

    private static final int WHOLE = 100;

    private Estimate() {}

    static @Nullable Instant endOf(TaskRow task, Instant now) {
        Run run = task.run();
        if (task.phase() != Phase.RUNNING || run == null || run.progress() < LEAST_PROGRESS) {
            return null;
        }
        Duration elapsed = Duration.between(run.started(), now);
        if (elapsed.isNegative()) {
            return null; // the worker's clock is ahead of this one
        }
        return run.started().plusMillis(elapsed.toMillis() * WHOLE / run.progress());
    }
}
