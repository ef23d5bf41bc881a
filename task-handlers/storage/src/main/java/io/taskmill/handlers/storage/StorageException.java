package io.taskmill.handlers.storage;

import io.taskmill.handler.TaskFailedException;
import org.jspecify.annotations.Nullable;

/** Why a storage cluster has not done what it was asked for. */
public abstract sealed class StorageException extends RuntimeException {

    private final String code;
    private final boolean passing;

    private StorageException(String code, boolean passing, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.passing = passing;
    }

    /** What a task fails with because of it: it is worth another attempt if the reason may pass. */
    public final TaskFailedException asFailure() {
        TaskFailedException failure = new TaskFailedException(code, String.valueOf(getMessage()), passing);
        failure.initCause(this);
        return failure;
    }

    /** There is no room for it. */
    public static final class NoSpace extends StorageException {
        public NoSpace(String message) {
            super("NO_SPACE", false, message, null);
        }
    }

    /** Something else works on it, or uses it. */
    public static final class Busy extends StorageException {
        public Busy(String message) {
            super("BUSY", true, message, null);
        }
    }

    /** The cluster knows nothing of an operation: it never began, or it was forgotten, and nobody can say how it ended. */
    public static final class UnknownOperation extends StorageException {
        public UnknownOperation(String operationId) {
            super("UNKNOWN_OPERATION", false, "the cluster knows no operation " + operationId, null);
        }
    }

    /** No answer: whether it was done is not known. */
    public static final class Unreachable extends StorageException {
        public Unreachable(String message, @Nullable Throwable cause) {
            super("UNREACHABLE", true, message, cause);
        }
    }

    /** The cluster says no, for a reason of its own. */
    public static final class Failed extends StorageException {
        /**
         * @param code in the cluster's words, such as {@code ERANGE}
         */
        public Failed(String code, String message) {
            super(code, false, message, null);
        }
    }
}
