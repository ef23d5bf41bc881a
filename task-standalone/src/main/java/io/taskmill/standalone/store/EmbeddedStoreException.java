package io.taskmill.standalone.store;

/** The embedded store does not start; the message says on which address and why. */
public final class EmbeddedStoreException extends RuntimeException {

    EmbeddedStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
