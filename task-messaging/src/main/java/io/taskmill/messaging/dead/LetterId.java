package io.taskmill.messaging.dead;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a letter is called: a digest of what it is, so that it stays the same wherever the letter lies, and letters of
 * others have one too. Letters that are equal share it.
 *
 * @param text 32 digits of 0-9 and a-f
 */
public record LetterId(String text) {

    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + 2 * BYTES + "}");

    /** @throws IllegalArgumentException if the text is none */
    public LetterId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not the id of a dead letter: '" + text + "'");
        }
    }

    static LetterId of(@Nullable Instant buried, @Nullable String reason, @Nullable String origin, byte[] body) {
        MessageDigest digest = sha256();
        add(digest, buried == null ? null : buried.toString());
        add(digest, reason);
        add(digest, origin);
        digest.update(body);
        return new LetterId(HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES)));
    }

    /** With its length first, so that no two letters read the same. */
    private static void add(MessageDigest digest, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(text == null ? -1 : bytes.length)
                .flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
