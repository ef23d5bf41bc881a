package io.taskmill.client;

import org.jspecify.annotations.Nullable;

/** What answered is broken (500), or is not the API at all. */
public final class UnexpectedAnswerException extends TaskmillException {

    UnexpectedAnswerException(String attempted, Problem problem) {
        super(attempted + " got an unexpected answer: " + problem.summary(), problem, null);
    }

    UnexpectedAnswerException(String message, @Nullable Throwable cause) {
        super(message, null, cause);
    }
}
