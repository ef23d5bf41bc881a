package io.taskmill.api.dead;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskmill.messaging.dead.DeadLetter;
import io.taskmill.messaging.dead.Peeked;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The oldest dead letters.
 *
 * @param total how many there are
 */
record DeadLetterPage(long total, List<Item> items) {

    /**
     * One of them. Absent values are left out.
     *
     * @param size of the whole body, in bytes
     * @param body its beginning
     * @param encoding {@code utf-8} or {@code base64}: how the body stands here
     * @param truncated true where the body is not all of it, else absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            @Nullable String reason,
            @Nullable String origin,
            @Nullable Instant buried,
            int size,
            String body,
            String encoding,
            @Nullable Boolean truncated) {}

    static DeadLetterPage of(Peeked peeked) {
        return new DeadLetterPage(
                peeked.total(),
                peeked.letters().stream().map(DeadLetterPage::item).toList());
    }

    private static Item item(DeadLetter letter) {
        return new Item(
                letter.reason(),
                letter.origin(),
                letter.buried(),
                letter.size(),
                letter.text()
                        ? new String(letter.body(), StandardCharsets.UTF_8)
                        : Base64.getEncoder().encodeToString(letter.body()),
                letter.text() ? "utf-8" : "base64",
                letter.truncated() ? true : null);
    }
}
