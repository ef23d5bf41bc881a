package io.taskmill.handler;

import io.taskmill.model.TaskError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a run as failed, for a reason that the handler can name. */
public final class TaskFailedException extends RuntimeException {

    private final TaskError error;

    /**
     * @param code stable name of 1 to 127 characters that programs may compare, such as {@code NO_SPACE}
     * @param retryable whether the same task may well succeed another time
     */
    public TaskFailedException(String code, String message, boolean retryable) {
        this(new TaskError(code, message, retryable), message);
    }

    /**
     * The same task may well succeed another time, but not sooner than that; what is longer than
     * {@link TaskError#LONGEST_RETRY_AFTER} counts as that.
     *
     * @param retryAfter from now on, not negative; null if nothing is known of that
     */
    public TaskFailedException(String code, String message, @Nullable Duration retryAfter) {
        this(new TaskError(code, message, true, bounded(retryAfter)), message);
    }

    private TaskFailedException(TaskError error, String message) {
        super(message);
        this.error = error;
    }

    private static @Nullable Duration bounded(@Nullable Duration retryAfter) {
        return retryAfter != null && retryAfter.compareTo(TaskError.LONGEST_RETRY_AFTER) > 0
                ? TaskError.LONGEST_RETRY_AFTER
                : retryAfter;
    }

    public TaskError error() {
        return error;
    }
}
