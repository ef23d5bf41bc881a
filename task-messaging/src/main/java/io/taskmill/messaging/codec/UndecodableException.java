package io.taskmill.messaging.codec;

import io.taskmill.messaging.MessagingException;

/** The bytes are no message of Taskmill's; the text says why. Such a message belongs to the dead letters. */
public final class UndecodableException extends MessagingException {

    private static final int MAX_MESSAGE = 500;

    UndecodableException(String message, Throwable cause) {
        super(shortened(message), cause);
    }

    UndecodableException(String message) {
        super(shortened(message));
    }

    /** Reasons quote what they are about, which may be huge. */
    private static String shortened(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
    }
}
