package io.taskmill.api.dead;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskmill.messaging.dead.DeadLetter;
import io.taskmill.messaging.dead.WholeLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter. Absent values are left out.
 *
 * @param size of the whole body, in bytes
 * @param body its beginning
 * @param encoding {@code utf-8} or {@code base64}: how the body stands here
 * @param truncated true where the body is not all of it, else absent
 * @param task the one task that it is about; only of a letter by itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LetterView(
        String id,
        @Nullable String reason,
        @Nullable String origin,
        @Nullable Instant buried,
        int size,
        String body,
        String encoding,
        @Nullable Boolean truncated,
        @Nullable String task) {

    static LetterView listed(DeadLetter letter) {
        return of(letter, null);
    }

    static LetterView whole(WholeLetter whole) {
        return of(whole.letter(), whole.task() == null ? null : whole.task().toString());
    }

    private static LetterView of(DeadLetter letter, @Nullable String task) {
        return new LetterView(
                letter.id().text(),
                letter.reason(),
                letter.origin(),
                letter.buried(),
                letter.size(),
                letter.text()
                        ? new String(letter.body(), StandardCharsets.UTF_8)
                        : Base64.getEncoder().encodeToString(letter.body()),
                letter.text() ? "utf-8" : "base64",
                letter.truncated() ? true : null,
                task);
    }
}
