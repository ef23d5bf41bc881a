package io.taskmill.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A line of a run's log.
 *
 * @param at when it was logged, by the worker's clock
 * @param text one line of at most {@value #MAX_BYTES} bytes as UTF-8
 */
public record LogEntry(Instant at, String text) {

    public static final int MAX_BYTES = 8 * 1024;

    /** What a line counts beside its text, so that empty ones are bounded as well. */
    public static final int OVERHEAD_BYTES = 32;

    private static final String CUT = "… [cut]";
    private static final int CUT_BYTES = CUT.getBytes(StandardCharsets.UTF_8).length;
    private static final int REPLACEMENT = 0xFFFD;

    public LogEntry {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("a line of a log has " + bytes + " bytes but may have " + MAX_BYTES);
        }
        if (!Unicode.isWellFormed(text)) {
            throw new IllegalArgumentException("a line of a log has half of a character in it (an unpaired surrogate)");
        }
    }

    /**
     * Whatever was logged, as it can be kept: each control character but a tab, each line break and half character is
     * replaced by U+FFFD, and what is too long ends in a mark.
     */
    public static LogEntry of(Instant at, String line) {
        StringBuilder kept = new StringBuilder(Math.min(line.length(), MAX_BYTES));
        int bytes = 0;
        int roomForMark = 0;
        int next = 0;
        while (next < line.length()) {
            int character = line.codePointAt(next);
            next += Character.charCount(character);
            int harmless = isKept(character) ? character : REPLACEMENT;
            bytes += utf8Length(harmless);
            if (bytes > MAX_BYTES) {
                kept.setLength(roomForMark);
                return new LogEntry(at, kept.append(CUT).toString());
            }
            kept.appendCodePoint(harmless);
            if (bytes <= MAX_BYTES - CUT_BYTES) {
                roomForMark = kept.length();
            }
        }
        return new LogEntry(at, kept.toString());
    }

    private static boolean isKept(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character == '\t';
            case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static int utf8Length(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }

    /** Whether it ends in the mark. */
    public boolean wasCut() {
        return text.endsWith(CUT);
    }

    /** In bytes, as the bounds of logs count it. */
    public int size() {
        return OVERHEAD_BYTES + text.getBytes(StandardCharsets.UTF_8).length;
    }
}
