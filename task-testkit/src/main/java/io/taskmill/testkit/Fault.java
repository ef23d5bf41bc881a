package io.taskmill.testkit;

import java.time.Duration;
import java.util.Locale;

/**
 * One thing that goes wrong.
 *
 * @param after when, from the begin of the plan
 * @param kind the name of a {@link FaultKind}
 * @param target whom it befalls
 * @param lasting zero if it is over at once
 */
public record Fault(Duration after, String kind, String target, Duration lasting) {

    /** When it is over, from the begin of the plan. */
    public Duration over() {
        return after.plus(lasting);
    }

    /** {@return {@code PT12.5S freeze worker-1 PT3S}} */
    @Override
    public String toString() {
        return String.join(" ", after.toString(), kind, target, lasting.toString());
    }

    static Fault parse(String line) {
        String[] words = line.strip().split(" ", -1);
        if (words.length != 4) {
            throw new TestkitException(
                    "'" + line + "' is not a fault: when, kind, target and duration are wanted, as in"
                            + " 'PT12.5S freeze worker-1 PT3S'");
        }
        return new Fault(
                Duration.parse(words[0]), words[1].toLowerCase(Locale.ROOT), words[2], Duration.parse(words[3]));
    }
}
