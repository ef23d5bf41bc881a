package io.taskmill.handler;

import io.taskmill.model.TaskError;

/** Ends a run as failed, for a reason that the handler can name. */
public final class TaskFailedException extends RuntimeException {

    private final TaskError error;

    /**
     * @param code stable name of 1 to 127 characters that programs may compare, such as {@code NO_SPACE}
     * @param retryable whether the same task may well succeed another time
     */
    public TaskFailedException(String code, String message, boolean retryable) {
        super(message);
        this.error = new TaskError(code, message, retryable);
    }

    public TaskError error() {
        return error;
    }
}
