package io.taskmill.messaging.dead;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message that could not be used. What others than Taskmill have put there lacks reason, origin and
 * time.
 *
 * @param reason why it is one
 * @param origin the queue that it was read from
 * @param buried when
 * @param size of its whole body, in bytes
 * @param body its first bytes, {@value #MAX_BODY} at most unless more were asked for; not copied, not to be changed
 * @param text whether the whole body is UTF-8; then {@code body} ends with a whole character
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record DeadLetter(
        LetterId id,
        @Nullable String reason,
        @Nullable String origin,
        @Nullable Instant buried,
        int size,
        byte[] body,
        boolean text) {

    /** Bytes of a body that are kept where many letters are shown. */
    public static final int MAX_BODY = 4_096;

    /** Bytes of a body that are kept of a letter that is asked for by its id. */
    public static final int MAX_WHOLE_BODY = 1 << 20;

    /** Whether {@code body} is not all of it. */
    public boolean truncated() {
        return body.length < size;
    }
}
