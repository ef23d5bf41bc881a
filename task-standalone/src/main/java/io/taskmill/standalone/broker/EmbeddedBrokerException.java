package io.taskmill.standalone.broker;

import org.jspecify.annotations.Nullable;

/** The embedded broker does not start; the message says on which address and why. */
public final class EmbeddedBrokerException extends RuntimeException {

    EmbeddedBrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
