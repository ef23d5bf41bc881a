package io.taskmill.model;

/**
 * Why a task failed.
 *
 * @param code stable name that programs may compare
 * @param text for people; at most {@value #MAX_TEXT} characters, the rest is cut off, and half characters are replaced
 * @param retryable whether the same task may well succeed another time
 */
public record TaskError(String code, String text, boolean retryable) {

    public static final int MAX_TEXT = 4096;

    public TaskError {
        if (code.isEmpty() || code.length() > 127) {
            throw new IllegalArgumentException("error code '" + code + "' must have 1 to 127 characters");
        }
        text = Unicode.repaired(text);
        if (text.length() > MAX_TEXT) {
            int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 2)) ? MAX_TEXT - 2 : MAX_TEXT - 1;
            text = text.substring(0, end) + "…";
        }
    }
}
