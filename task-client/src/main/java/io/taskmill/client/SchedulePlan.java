package io.taskmill.client;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule is to do; what is null is left to the API.
 *
 * @param task what each firing submits; when it starts, what it waits for and a unique key cannot be said
 */
public record SchedulePlan(
        When when,
        Submission task,
        @Nullable String overlap,
        @Nullable String catchUp,
        @Nullable Duration catchUpWindow,
        @Nullable Duration jitter,
        @Nullable Instant start,
        @Nullable Instant end) {

    /** When it fires: either cron, with a zone if it is not UTC, or every. */
    public record When(
            @Nullable String cron,
            @Nullable String zone,
            @Nullable Duration every) {

        public When {
            if ((cron == null) == (every == null)) {
                throw new IllegalArgumentException("a schedule needs either a cron expression or a period");
            }
            if (zone != null && cron == null) {
                throw new IllegalArgumentException("a time zone goes with a cron expression only");
            }
        }
    }

    public SchedulePlan {
        if (task.start() != null || task.after() != null || task.unique() != null) {
            throw new IllegalArgumentException(
                    "the task of a schedule has no time, nothing that it waits for and no unique key of its own");
        }
    }
}
