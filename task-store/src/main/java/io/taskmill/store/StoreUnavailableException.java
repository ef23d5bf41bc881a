package io.taskmill.store;

/** MongoDB cannot be reached, or not in a state that holds what it takes. Nothing is known of what was being done. */
public final class StoreUnavailableException extends RuntimeException {

    StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
