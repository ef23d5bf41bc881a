package io.taskmill.api.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256. */
final class Digest {

    /** Twelve bytes: enough that two versions never meet. */
    private static final int SHORT = 12;

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    static Digest sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static Digest sha256(byte[] content) {
        try {
            return new Digest(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Short enough for an address or an entity tag. */
    String brief() {
        return HexFormat.of().formatHex(bytes, 0, SHORT);
    }
}
