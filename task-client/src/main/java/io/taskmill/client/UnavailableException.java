package io.taskmill.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Nobody answered in time, or the API cannot answer now: 503, or 502 and 504 of something in front of it, or 409 while an
 * earlier submission with the same key is under way.
 */
public final class UnavailableException extends TaskmillException {

    private final @Nullable Duration retryAfter;

    UnavailableException(String attempted, Problem problem, @Nullable Duration retryAfter) {
        super(attempted + " is not possible now: " + problem.summary(), problem, null);
        this.retryAfter = retryAfter;
    }

    UnavailableException(String message, @Nullable Throwable cause) {
        super(message, null, cause);
        this.retryAfter = null;
    }

    /** When the API asks to be asked again; null if it does not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
