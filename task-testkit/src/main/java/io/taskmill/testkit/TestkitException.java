package io.taskmill.testkit;

import org.jspecify.annotations.Nullable;

/** A fixture could not do what a test asked of it; the message says what to do about it. */
public final class TestkitException extends RuntimeException {

    /**
     * @param message what was attempted, with which id, and what the reader can do
     */
    public TestkitException(String message) {
        super(message);
    }

    /**
     * @param message what was attempted, with which id, and what the reader can do
     * @param cause what went wrong beneath, if anything did
     */
    public TestkitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
