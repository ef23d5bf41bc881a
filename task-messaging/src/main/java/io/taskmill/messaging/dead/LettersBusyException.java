package io.taskmill.messaging.dead;

import io.taskmill.messaging.MessagingException;

/** Others have been at the dead letters for as long as this one would wait; nothing was done. */
public final class LettersBusyException extends MessagingException {

    LettersBusyException(String message) {
        super(message);
    }
}
