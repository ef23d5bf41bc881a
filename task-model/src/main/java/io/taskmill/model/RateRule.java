package io.taskmill.model;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How often tasks with the same key may be let go to the workers, over all of these: {@code burst} at once, and {@code count}
 * in each period after that.
 *
 * @param key of a type a template, such as {@code host:{params.url|host}}; of a task what came of it
 * @param count 1 to {@value #MOST}
 * @param period 1 ms to a day
 * @param burst 1 to {@value #MOST}; 1 if nothing is said
 */
public record RateRule(
        String key, int count, Duration period, @Defaulted int burst) {

    public static final int MOST = 1_000_000;
    public static final Duration LONGEST_PERIOD = Duration.ofDays(1);

    public RateRule {
        Names.requireKey("rate", key);
        burst = burst == 0 ? 1 : burst;
        requireInRange(key, "count", count);
        requireInRange(key, "burst", burst);
        if (period.compareTo(Duration.ofMillis(1)) < 0 || period.compareTo(LONGEST_PERIOD) > 0) {
            throw new IllegalArgumentException("period of rate '" + key + "' is " + period
                    + " but must be at least 1 ms and at most " + LONGEST_PERIOD);
        }
        period = period.truncatedTo(ChronoUnit.MILLIS); // which is what documents keep
    }

    private static void requireInRange(String key, String name, int value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException(
                    name + " of rate '" + key + "' is " + value + " but must be 1 to " + MOST);
        }
    }

    /** The same for another key. */
    public RateRule of(String other) {
        return new RateRule(other, count, period, burst);
    }
}
