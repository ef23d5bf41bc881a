package io.taskmill.handler;

import io.taskmill.model.TaskError;

/** Ends a run as failed, for a reason that the handler can name. */
public final class TaskFailedException extends RuntimeException {

    private final String code;
    private final boolean retryable;

    /**
     * @param code stable name that programs may compare, such as {@code NO_SPACE}
     * @param retryable whether the same task may well succeed another time
     */
    public TaskFailedException(String code, String message, boolean retryable) {
        super(message);
        this.code = code;
        this.retryable = retryable;
    }

    public TaskError error() {
        return new TaskError(code, String.valueOf(getMessage()), retryable);
    }
}
