package io.taskmill.messaging.dead;

import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.LongString;
import io.taskmill.messaging.MessageHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads letters that anybody may have written: nothing in them is taken for granted. */
final class Letters {

    private static final int MAX_HEADER = 1_024;

    private Letters() {}

    static DeadLetter of(Delivery message) {
        Map<String, Object> headers = message.getProperties().getHeaders();
        Map<String, Object> known = headers == null ? Map.of() : headers;
        byte[] body = message.getBody();
        String reason = text(known, MessageHeaders.REASON);
        String origin = text(known, MessageHeaders.ORIGIN);
        Instant buried = instant(text(known, MessageHeaders.BURIED));
        boolean text = isUtf8(body);
        return new DeadLetter(
                LetterId.of(buried, reason, origin, body),
                reason,
                origin,
                buried,
                body.length,
                head(body, text, DeadLetter.MAX_BODY),
                text);
    }

    /** The same letter with more of its body. */
    static DeadLetter whole(DeadLetter letter, byte[] body) {
        return new DeadLetter(
                letter.id(),
                letter.reason(),
                letter.origin(),
                letter.buried(),
                letter.size(),
                head(body, letter.text(), DeadLetter.MAX_WHOLE_BODY),
                letter.text());
    }

    /** The client hands texts over as objects of its own, whose text is what they say. */
    private static @Nullable String text(Map<String, Object> headers, String name) {
        Object value = headers.get(name);
        if (!(value instanceof CharSequence || value instanceof LongString)) {
            return null;
        }
        String text = value.toString();
        return text.length() <= MAX_HEADER ? text : text.substring(0, MAX_HEADER - 1) + "…";
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null; // somebody else's header
        }
    }

    private static boolean isUtf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)) != null;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] head(byte[] body, boolean text, int maxBody) {
        if (body.length <= maxBody) {
            return body;
        }
        int end = maxBody;
        while (text && isContinuation(body[end])) {
            end--;
        }
        return Arrays.copyOf(body, end);
    }

    private static boolean isContinuation(byte value) {
        return (value & 0xC0) == 0x80;
    }
}
