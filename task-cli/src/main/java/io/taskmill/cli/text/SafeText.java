package io.taskmill.cli.text;

/**
 * Text from elsewhere, made harmless for a terminal: a control character in it could move the cursor, change what was
 * printed before, or make the terminal type.
 */
public final class SafeText {

    private static final int REPLACEMENT = 0xFFFD;

    private SafeText() {}

    /** One line: each control character, also a line break, is replaced by U+FFFD, a tab by a space. */
    public static String line(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().map(SafeText::harmless).forEach(safe::appendCodePoint);
        return safe.toString();
    }

    /**
     * JSON in one line that says the same: space between its parts is made plain, and what a terminal would obey is
     * written as an escape.
     */
    public static String json(String json) {
        StringBuilder safe = new StringBuilder(json.length());
        for (char character : json.strip().toCharArray()) {
            if (character < ' ') {
                safe.append(' '); // JSON has these only between its parts
            } else if (isControl(character) || isHidden(character)) {
                safe.append(String.format("\\u%04x", (int) character));
            } else {
                safe.append(character);
            }
        }
        return safe.toString();
    }

    private static int harmless(int character) {
        if (character == '\t') {
            return ' ';
        }
        boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return half || isControl(character) || isHidden(character) ? REPLACEMENT : character;
    }

    /** C0, DEL and C1. */
    private static boolean isControl(int character) {
        return Character.getType(character) == Character.CONTROL;
    }

    /** Line separators, and what turns the direction of writing so that a text reads as another one. */
    private static boolean isHidden(int character) {
        return character == 0x2028
                || character == 0x2029
                || (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }
}
