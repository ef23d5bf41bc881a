package io.taskmill.model;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Why a task failed.
 *
 * @param code stable name that programs may compare
 * @param text for people; at most {@value #MAX_TEXT} characters, the rest is cut off, and half characters are replaced
 * @param retryable whether the same task may well succeed another time
 * @param retryAfter another attempt is of no use sooner; null if nothing is known of that
 */
public record TaskError(
        String code,
        String text,
        boolean retryable,
        @Nullable Duration retryAfter) {

    public static final int MAX_TEXT = 4096;

    public static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(7);

    public TaskError {
        if (code.isEmpty() || code.length() > 127) {
            throw new IllegalArgumentException("error code '" + code + "' must have 1 to 127 characters");
        }
        text = Unicode.repaired(text);
        if (text.length() > MAX_TEXT) {
            int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 2)) ? MAX_TEXT - 2 : MAX_TEXT - 1;
            text = text.substring(0, end) + "…";
        }
        if (retryAfter != null && (retryAfter.isNegative() || retryAfter.compareTo(LONGEST_RETRY_AFTER) > 0)) {
            throw new IllegalArgumentException(
                    "retryAfter is " + retryAfter + " but must be 0 to " + LONGEST_RETRY_AFTER);
        }
        retryAfter = retryAfter == null ? null : retryAfter.truncatedTo(ChronoUnit.MILLIS);
    }

    /** An error that says nothing of when to try again. */
    public TaskError(String code, String text, boolean retryable) {
        this(code, text, retryable, null);
    }
}
