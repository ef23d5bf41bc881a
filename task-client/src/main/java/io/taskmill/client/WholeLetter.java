package io.taskmill.client;

import org.jspecify.annotations.Nullable;

/**
 * One dead letter by itself.
 *
 * @param json the answer as it was
 * @param body as text where it is UTF-8, else in base64
 * @param encoding of the body: {@code utf-8} or {@code base64}
 * @param truncated whether the body is not all of it
 * @param task the one task that it is about, as far as it tells
 */
public record WholeLetter(
        String json,
        DeadLetters.DeadLetter letter,
        @Nullable String body,
        @Nullable String encoding,
        boolean truncated,
        @Nullable String task) {}
