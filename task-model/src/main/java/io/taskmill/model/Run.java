package io.taskmill.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a task and all of its small state, as its worker reports it.
 *
 * @param id drawn at each start
 * @param session the worker session that it runs in
 * @param worker that session's name for people, such as its host
 * @param seq rises with each report; the highest wins
 * @param started by the worker's clock
 * @param progress 0 to 100; never less than in a report with a lower seq
 * @param allowed how long it may take from its start on, if its handler has extended that; else null
 * @param steps what its handler says that it has been at, the present one last; at most {@value #MAX_STEPS}, the latest
 * @param pushed how many rollbacks it has pushed
 */
public record Run(
        String id,
        String session,
        String worker,
        int seq,
        Instant started,
        int progress,
        @Nullable StatusMessage message,
        @Nullable Duration allowed,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Defaulted
        List<Step> steps,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Defaulted
        int pushed) {

    /** Steps that are kept. */
    public static final int MAX_STEPS = 32;

    public Run {
        Names.requireId("run.id", id);
        Names.requireId("run.session", session);
        if (progress < 0 || progress > 100) {
            throw new IllegalArgumentException("progress of run " + id + " is " + progress + " but must be 0 to 100");
        }
        if (seq < 1) {
            throw new IllegalArgumentException("seq of run " + id + " is " + seq + " but must be at least 1");
        }
        if (pushed < 0) {
            throw new IllegalArgumentException("pushed of run " + id + " is " + pushed + " but must not be negative");
        }
        if (allowed != null && (!allowed.isPositive() || allowed.compareTo(Timeouts.LONGEST) > 0)) {
            throw new IllegalArgumentException("allowed of run " + id + " is " + allowed
                    + " but must be more than 0 and at most " + Timeouts.LONGEST);
        }
        allowed = allowed == null ? null : allowed.truncatedTo(ChronoUnit.MILLIS);
        steps = steps == null ? List.of() : List.copyOf(steps);
        if (steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException(
                    "run " + id + " has " + steps.size() + " steps but may have " + MAX_STEPS);
        }
    }

    /** A run whose handler has not extended it. */
    public Run(
            String id,
            String session,
            String worker,
            int seq,
            Instant started,
            int progress,
            @Nullable StatusMessage message) {
        this(id, session, worker, seq, started, progress, message, null, List.of(), 0);
    }

    /** A run whose handler has named no steps. */
    public Run(
            String id,
            String session,
            String worker,
            int seq,
            Instant started,
            int progress,
            @Nullable StatusMessage message,
            @Nullable Duration allowed) {
        this(id, session, worker, seq, started, progress, message, allowed, List.of(), 0);
    }

    /** A run that has pushed no rollbacks. */
    public Run(
            String id,
            String session,
            String worker,
            int seq,
            Instant started,
            int progress,
            @Nullable StatusMessage message,
            @Nullable Duration allowed,
            List<Step> steps) {
        this(id, session, worker, seq, started, progress, message, allowed, steps, 0);
    }
}
