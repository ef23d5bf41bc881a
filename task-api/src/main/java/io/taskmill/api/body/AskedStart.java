package io.taskmill.api.body;

import io.taskmill.api.problem.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a request wants a task to start at the earliest; it says nothing of that if both are null. */
public record AskedStart(
        @Nullable Instant notBefore, @Nullable Duration delay) {

    public static final String NOT_BEFORE = "notBefore";
    public static final String DELAY = "delay";

    /** Ten years. */
    public static final Duration LATEST = Duration.ofDays(3_653);

    /** What is wrong is noted. */
    public static AskedStart read(Members members) {
        AskedStart start =
                new AskedStart(members.instant(NOT_BEFORE), members.duration(DELAY, Duration.ofMillis(1), LATEST));
        if (start.notBefore != null && start.delay != null) {
            members.note(DELAY, "cannot be given together with " + NOT_BEFORE);
        }
        return start;
    }

    /** What is wrong with it as seen from now. */
    public List<Violation> violations(Instant now) {
        return notBefore != null && notBefore.isAfter(now.plus(LATEST))
                ? List.of(new Violation("/" + NOT_BEFORE, "must be at most " + LATEST.toDays() + " days from now"))
                : List.of();
    }

    /** The instant, which may have passed; null if nothing is said. */
    public @Nullable Instant from(Instant now) {
        return delay == null ? notBefore : now.plus(delay);
    }

    /** The instant; null if nothing is said, or it has passed. */
    public @Nullable Instant after(Instant now) {
        Instant start = from(now);
        return start == null || !start.isAfter(now) ? null : start;
    }
}
