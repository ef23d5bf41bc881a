package io.taskmill.api.submit;

import io.taskmill.api.body.Members;
import io.taskmill.api.problem.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a submission wants to be started at the earliest; at once if both are null. */
record AskedStart(@Nullable Instant notBefore, @Nullable Duration delay) {

    static final String NOT_BEFORE = "notBefore";
    static final String DELAY = "delay";

    /** Ten years. */
    static final Duration LATEST = Duration.ofDays(3_653);

    /** What is wrong is noted. */
    static AskedStart read(Members submission) {
        AskedStart start = new AskedStart(
                submission.instant(NOT_BEFORE), submission.duration(DELAY, Duration.ofMillis(1), LATEST));
        if (start.notBefore != null && start.delay != null) {
            submission.note(DELAY, "cannot be given together with " + NOT_BEFORE);
        }
        return start;
    }

    /** What is wrong with it as seen from now. */
    List<Violation> violations(Instant now) {
        return notBefore != null && notBefore.isAfter(now.plus(LATEST))
                ? List.of(new Violation("/" + NOT_BEFORE, "must be at most " + LATEST.toDays() + " days from now"))
                : List.of();
    }

    /** The instant; null if it has come. */
    @Nullable Instant from(Instant now) {
        Instant start = delay == null ? notBefore : now.plus(delay);
        return start == null || !start.isAfter(now) ? null : start;
    }
}
