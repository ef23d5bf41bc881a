package io.taskmill.api.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests that are kept, each of its own kind: texts of different kinds never have the same one. */
final class Sha256 {

    private Sha256() {}

    /**
     * In 64 hexadecimal digits.
     *
     * @param kind what is digested and in which form; another form gets another name, since digests are compared with
     *     those of earlier builds
     */
    static String hex(String kind, String... texts) {
        MessageDigest digest = algorithm();
        add(digest, kind);
        for (String text : texts) {
            add(digest, text);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** With its length before it, so that no two lists of texts run together to the same bytes. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
