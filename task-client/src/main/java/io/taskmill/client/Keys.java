package io.taskmill.client;

/** Writes idempotency keys as their header has them. */
final class Keys {

    private static final int LONGEST = 255;

    private Keys() {}

    /**
     * As a string of RFC 9651.
     *
     * @throws IllegalArgumentException if it is no key
     */
    static String quoted(String key) {
        boolean visible = key.chars().allMatch(character -> character > ' ' && character < 127);
        if (key.isEmpty() || key.length() > LONGEST || !visible) {
            throw new IllegalArgumentException(
                    "idempotency key must have 1 to " + LONGEST + " visible ASCII characters and no spaces");
        }
        return '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
