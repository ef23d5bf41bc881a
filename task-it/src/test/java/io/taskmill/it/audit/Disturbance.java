package io.taskmill.it.audit;

import java.util.Locale;

/**
 * Something that was done to the system.
 *
 * @param fromMillis when it began, by the machine's clock
 * @param toMillis when it was over
 * @param pid of the process that it was done to; {@link #NO_PROCESS} if none was
 * @param what one word
 */
public record Disturbance(long fromMillis, long toMillis, Effect effect, long pid, String what) {

    private static final long NO_PROCESS = 0;

    /** What the words for a wrong clock begin with. */
    private static final String CLOCK = "clock";

    /** What it does to a process. */
    public enum Effect {
        /** It is gone: what it had begun is taken up by others. */
        ENDED,
        /** It stands still, and does not know that it did when it goes on. */
        FROZEN,
        /** No process is stopped by it. */
        NONE
    }

    /** Something that lets processes go on, with or without what they need. */
    public static Disturbance of(long fromMillis, long toMillis, String what) {
        return new Disturbance(fromMillis, toMillis, Effect.NONE, NO_PROCESS, what);
    }

    /** A process is gone since then. */
    public static Disturbance ended(long atMillis, long pid, String name) {
        return new Disturbance(atMillis, atMillis, Effect.ENDED, pid, name);
    }

    /** A process stood still. */
    public static Disturbance frozen(long fromMillis, long toMillis, long pid, String name) {
        return new Disturbance(fromMillis, toMillis, Effect.FROZEN, pid, name);
    }

    boolean isOfAClock() {
        return what.startsWith(CLOCK);
    }

    boolean overlaps(long from, long to) {
        return fromMillis <= to && toMillis >= from;
    }

    String line() {
        return String.join(
                " ",
                Long.toString(fromMillis),
                Long.toString(toMillis),
                effect.name().toLowerCase(Locale.ROOT),
                Long.toString(pid),
                what);
    }

    static Disturbance parse(String[] parts) {
        return new Disturbance(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Effect.valueOf(parts[2].toUpperCase(Locale.ROOT)),
                Long.parseLong(parts[3]),
                parts[4]);
    }
}
