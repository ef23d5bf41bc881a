package io.taskmill.it.audit;

import java.util.Locale;

/**
 * What a client asked for, and what it was told.
 *
 * @param atMillis when the answer came, or was given up on; by the machine's clock
 * @param number of the errand
 * @param task its id; {@link #NO_TASK} of a submission that was not accepted
 * @param status of the answer; {@link #NO_ANSWER} if there was none, so that nobody knows what was done
 */
public record Request(long atMillis, Verb verb, int number, String task, int status) {

    public static final String NO_TASK = "-";
    public static final int NO_ANSWER = 0;

    /** What it asked for. */
    public enum Verb {
        SUBMIT,
        CANCEL,
        RETRY,
        DELETE
    }

    boolean isAccepted() {
        return verb == Verb.SUBMIT && !task.equals(NO_TASK);
    }

    String line() {
        return atMillis + " " + verb.name().toLowerCase(Locale.ROOT) + " " + number + " " + task + " " + status;
    }

    static Request parse(String[] parts) {
        return new Request(
                Long.parseLong(parts[0]),
                Verb.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                Integer.parseInt(parts[2]),
                parts[3],
                Integer.parseInt(parts[4]));
    }
}
