package io.taskmill.simulator;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long things take.
 *
 * @param unitMillis one unit of an operation
 * @param kinds of an operation, or of what else a room knows by name, such as {@code boot}: milliseconds in place of that
 */
public record Pace(long unitMillis, Map<String, Long> kinds) {

    static final Pace USUAL = new Pace(200, Map.of("boot", 3_000L));

    public Pace(long unitMillis, @Nullable Map<String, Long> kinds) {
        if (unitMillis < 0) {
            throw Refusal.invalid("unitMillis is " + unitMillis + " but must be at least 0");
        }
        this.unitMillis = unitMillis;
        this.kinds = kinds == null ? Map.of() : Map.copyOf(kinds);
    }

    public Duration of(String kind) {
        return Duration.ofMillis(kinds.getOrDefault(kind, unitMillis));
    }
}
