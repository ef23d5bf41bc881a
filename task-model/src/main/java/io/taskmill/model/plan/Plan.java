package io.taskmill.model.plan;

import io.taskmill.model.Defaulted;
import io.taskmill.model.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule is to do.
 *
 * @param template what the task of a firing is made of
 * @param jitter by how much a task may be made later than its firing says, 0 to {@link #LONGEST_JITTER}
 * @param start before when there is no firing; null if there may be at once
 * @param end after when there is none; null if that goes on for ever
 */
public record Plan(
        Timing timing,
        TaskSpec template,
        @Defaulted Overlap overlap,
        @Defaulted CatchUp catchUp,
        @Defaulted Duration jitter,
        @Nullable Instant start,
        @Nullable Instant end) {

    public static final Duration LONGEST_JITTER = Duration.ofHours(1);

    public Plan {
        overlap = Objects.requireNonNullElse(overlap, Overlap.SKIP);
        catchUp = Objects.requireNonNullElse(catchUp, CatchUp.ONE);
        jitter = Objects.requireNonNullElse(jitter, Duration.ZERO).truncatedTo(ChronoUnit.MILLIS);
        if (jitter.isNegative() || jitter.compareTo(LONGEST_JITTER) > 0) {
            throw new IllegalArgumentException("jitter is " + jitter + " but must be PT0S to " + LONGEST_JITTER);
        }
        start = start == null ? null : start.truncatedTo(ChronoUnit.MILLIS);
        end = end == null ? null : end.truncatedTo(ChronoUnit.MILLIS);
        if (start != null && end != null && end.isBefore(start)) {
            throw new IllegalArgumentException("end is " + end + " but must not be before start, " + start);
        }
    }

    /** The first firing after an instant; empty if there is none any more. */
    public Optional<Instant> next(Instant after, Firings firings) {
        Instant from = start == null || !after.isBefore(start) ? after : start.minusMillis(1);
        return firings.after(timing, from).filter(firing -> end == null || !firing.isAfter(end));
    }

    /**
     * When the task of a firing is to be made: always the same for a schedule of that name.
     *
     * @param schedule whose plan it is
     */
    public Instant due(String schedule, Instant firing) {
        CRC32 drawn = new CRC32();
        drawn.update((schedule + "/" + firing).getBytes(StandardCharsets.UTF_8));
        return firing.plusMillis(drawn.getValue() % (jitter.toMillis() + 1));
    }
}
