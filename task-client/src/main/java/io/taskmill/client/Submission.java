package io.taskmill.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A task to be submitted. Which values are allowed is the API's matter; only what would make the request another one is
 * refused here.
 *
 * @param type the task's type, such as {@code COUNT}
 * @param params one JSON value; it is sent as it stands, digit by digit
 * @param entity what the task is about
 * @param priority {@code high}, {@code normal} or {@code low}
 * @param retry how failed attempts are followed by others; null leaves all of it to the type
 * @param timeouts how long it may take; null leaves all of it to the type
 * @param start when it may start; null if that is at once
 * @param after the tasks that it waits for; null if there are none
 * @param unique what there is to be one task of at a time; null if there may be any number
 * @param recovery {@code none}, {@code auto} or {@code manual}: what becomes of what it has done if it does not finish; null
 *     leaves it to the type
 */
public record Submission(
        String type,
        String params,
        @Nullable Entity entity,
        @Nullable String creator,
        @Nullable String priority,
        @Nullable String correlationId,
        @Nullable Retry retry,
        @Nullable Timeouts timeouts,
        @Nullable Start start,
        @Nullable After after,
        @Nullable Unique unique,
        @Nullable String recovery) {

    /**
     * What a task is about.
     *
     * @param id absent if it is about all of the type
     */
    public record Entity(String type, @Nullable String id) {}

    /**
     * How failed attempts are followed by others. Null leaves a part to the type.
     *
     * @param maxAttempts all attempts together
     * @param backoff the longest wait after the first attempt, twice as long after each further one
     * @param maxBackoff what the doubling ends at
     * @param neverOn codes of errors that no attempt follows
     */
    public record Retry(
            @Nullable Integer maxAttempts,
            @Nullable Duration backoff,
            @Nullable Duration maxBackoff,
            @Nullable Set<String> neverOn) {

        public Retry {
            neverOn = neverOn == null ? null : Set.copyOf(neverOn);
        }
    }

    /**
     * How long a task may take. Null leaves a part to the type; of a task or a type it means that there is no limit.
     *
     * @param queue for each dispatch, until a run starts
     * @param run for each run
     * @param deadline for everything together
     */
    public record Timeouts(
            @Nullable Duration queue,
            @Nullable Duration run,
            @Nullable Duration deadline) {}

    /**
     * When a task may start. At most one of the two is given.
     *
     * @param notBefore an instant
     * @param delay so long after the API has taken it
     */
    public record Start(
            @Nullable Instant notBefore, @Nullable Duration delay) {

        public Start {
            if (notBefore != null && delay != null) {
                throw new IllegalArgumentException("a task starts at an instant or after a delay, not both");
            }
        }
    }

    /**
     * The tasks that a task waits for.
     *
     * @param tasks their ids
     * @param on {@code success} or {@code end}; null for {@code success}
     */
    public record After(List<String> tasks, @Nullable String on) {

        public After {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * What there is to be one task of at a time, in its type.
     *
     * @param key what says that two submissions are the same
     * @param span how long one keeps others off, whatever its task comes to; null for as long as that is pending
     * @param refuses whether others are refused, instead of being given the task that there is
     */
    public record Unique(String key, @Nullable Duration span, boolean refuses) {}

    public Submission {
        requireJson(params);
    }

    static void requireJson(String params) {
        try {
            JsonNode value = Answers.JSON.readTree(params);
            if (value.isMissingNode()) {
                throw new IllegalArgumentException("params is empty: it must be one JSON value");
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("params is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** A task with nothing but a type and its parameters. */
    public static Submission of(String type, String params) {
        return new Submission(type, params, null, null, null, null, null, null, null, null, null, null);
    }

    /** The same, to start then. */
    public Submission with(Start then) {
        return new Submission(
                type, params, entity, creator, priority, correlationId, retry, timeouts, then, after, unique, recovery);
    }

    /** The same, to start after those. */
    public Submission with(After others) {
        return new Submission(
                type,
                params,
                entity,
                creator,
                priority,
                correlationId,
                retry,
                timeouts,
                start,
                others,
                unique,
                recovery);
    }

    /** The same, as the only one at a time. */
    public Submission with(Unique only) {
        return new Submission(
                type, params, entity, creator, priority, correlationId, retry, timeouts, start, after, only, recovery);
    }

    /** The same, with that done about what it has done if it does not finish. */
    public Submission withRecovery(String other) {
        return new Submission(
                type, params, entity, creator, priority, correlationId, retry, timeouts, start, after, unique, other);
    }
}
