package io.taskmill.messaging.codec;

import io.taskmill.messaging.MessagingException;

/** The bytes are no message of Taskmill's; the text says why. Such a message belongs to the dead letters. */
public final class UndecodableException extends MessagingException {

    UndecodableException(String message, Throwable cause) {
        super(message, cause);
    }

    UndecodableException(String message) {
        super(message);
    }
}
