package io.taskmill.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a task may take. A part that is null has no limit.
 *
 * @param queue for each dispatch, from its folding until a run starts
 * @param run for each run, by its worker's own clock; a handler may extend it
 * @param deadline for everything together, retries included, from the submission, or from when the task may first start
 */
public record Timeouts(
        @Nullable Duration queue,
        @Nullable Duration run,
        @Nullable Duration deadline) {

    public static final Timeouts NONE = new Timeouts(null, null, null);

    public static final Duration LONGEST = Duration.ofDays(366);

    public Timeouts {
        queue = required("queue", queue);
        run = required("run", run);
        deadline = required("deadline", deadline);
    }

    /** In whole milliseconds, which is what documents keep. */
    private static @Nullable Duration required(String name, @Nullable Duration timeout) {
        if (timeout == null) {
            return null;
        }
        if (timeout.compareTo(LONGEST) > 0 || timeout.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(
                    "timeouts." + name + " is " + timeout + " but must be at least 1 ms and at most " + LONGEST);
        }
        return timeout.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Why a task that waited too long for a start has failed. */
    public static TaskError queueTimeout(Duration queue) {
        return new TaskError("QUEUE_TIMEOUT", "no run started within " + queue, false);
    }

    /** Why an attempt that ran too long has failed. Another one may be quicker. */
    public static TaskError runTimeout(Duration run) {
        return new TaskError("RUN_TIMEOUT", "the run was not through within " + run, true);
    }

    /** Why a task that was not through in time has failed. */
    public static TaskError deadlineExceeded(Instant deadline) {
        return new TaskError("DEADLINE_EXCEEDED", "the task was not through by " + deadline, false);
    }
}
