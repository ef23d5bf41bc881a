package io.taskmill.messaging.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Refuses values of properties that are out of bounds, by property, value and rule. */
public final class Bounds {

    /** Units as Spring Boot writes them, each with how many of the one before it make one. */
    private static final List<Map.Entry<String, Integer>> SECONDS =
            List.of(Map.entry("s", 1), Map.entry("m", 60), Map.entry("h", 60), Map.entry("d", 24));

    private static final List<Map.Entry<String, Integer>> NANOS =
            List.of(Map.entry("ns", 1), Map.entry("us", 1_000), Map.entry("ms", 1_000));

    private static final long MOST_SECONDS_IN_NANOS = 9_000_000_000L;

    private Bounds() {}

    /** @throws IllegalArgumentException unless the value is one of {@code least} to {@code most} */
    public static void require(String property, int value, int least, int most) {
        if (value < least || value > most) {
            throw refusal(property, Integer.toString(value), least + " to " + most);
        }
    }

    /** @throws IllegalArgumentException unless the value is one of {@code least} to {@code most} */
    public static void require(String property, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw refusal(property, text(value), text(least) + " to " + text(most));
        }
    }

    /** @throws IllegalArgumentException unless the value is 0, or one of {@code least} to {@code most} */
    public static void requireUnlessZero(String property, int value, int least, int most) {
        if (value != 0 && (value < least || value > most)) {
            throw refusal(property, Integer.toString(value), "0 or " + least + " to " + most);
        }
    }

    /** @throws IllegalArgumentException unless the value is nothing, or one of {@code least} to {@code most} */
    public static void requireUnlessZero(String property, Duration value, Duration least, Duration most) {
        if (!value.isZero() && (value.compareTo(least) < 0 || value.compareTo(most) > 0)) {
            throw refusal(property, text(value), "0s or " + text(least) + " to " + text(most));
        }
    }

    private static IllegalArgumentException refusal(String property, String value, String rule) {
        return new IllegalArgumentException(property + " is " + value + " but must be " + rule);
    }

    /** As one would write it in a configuration file. */
    static String text(Duration value) {
        if (value.isZero()) {
            return "0s";
        }
        if (value.toNanosPart() == 0) {
            return inLargestUnit(value.toSeconds(), SECONDS);
        }
        boolean fits = value.toSeconds() > -MOST_SECONDS_IN_NANOS && value.toSeconds() < MOST_SECONDS_IN_NANOS;
        return fits ? inLargestUnit(value.toNanos(), NANOS) : value.toString();
    }

    private static String inLargestUnit(long count, List<Map.Entry<String, Integer>> units) {
        long rest = count;
        String unit = "";
        for (Map.Entry<String, Integer> next : units) {
            if (rest % next.getValue() != 0) {
                break;
            }
            rest /= next.getValue();
            unit = next.getKey();
        }
        return rest + unit;
    }
}
