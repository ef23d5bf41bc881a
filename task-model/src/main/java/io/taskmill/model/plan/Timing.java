package io.taskmill.model.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** When a schedule fires. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Timing.Cron.class, name = "CRON"),
    @JsonSubTypes.Type(value = Timing.Every.class, name = "EVERY")
})
public sealed interface Timing {

    /** The most characters of a cron expression. */
    int LONGEST_EXPRESSION = 255;

    /** Firings are no closer, whatever the timing. */
    Duration SHORTEST = Duration.ofSeconds(1);

    /** Ten years. */
    Duration LONGEST = Duration.ofDays(3_653);

    /**
     * At the times of a calendar.
     *
     * @param expression five fields from the minute on, or six from the second on, or a macro such as {@code @daily}
     * @param zone whose clocks it is read by
     */
    record Cron(String expression, ZoneId zone) implements Timing {
        public Cron {
            if (expression.isBlank() || expression.length() > LONGEST_EXPRESSION) {
                throw new IllegalArgumentException("cron expression has " + expression.length()
                        + " characters but must have 1 to " + LONGEST_EXPRESSION + ", not all blank");
            }
        }
    }

    /**
     * At a fixed rate.
     *
     * @param period to the millisecond
     * @param from the firings lie whole periods after this instant
     */
    record Every(Duration period, Instant from) implements Timing {
        public Every {
            period = period.truncatedTo(ChronoUnit.MILLIS);
            from = from.truncatedTo(ChronoUnit.MILLIS);
            if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "period is " + period + " but must be " + SHORTEST + " to " + LONGEST);
            }
        }
    }
}
