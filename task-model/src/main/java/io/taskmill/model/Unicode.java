package io.taskmill.model;

import java.nio.charset.StandardCharsets;

/** Java's strings can hold half of a character, which no UTF-8 message can. */
final class Unicode {

    private Unicode() {}

    static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** The text with each half character replaced by a question mark. */
    static String repaired(String text) {
        return isWellFormed(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
