package io.taskmill.client;

import io.taskmill.client.Pauses.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as the API tells of it. What the API may leave out may be null.
 *
 * @param json the answer as it was, with what this record does not know
 * @param recorded whether what is known was read from the store
 * @param version counts the writes of the task's document: of two views of one task the higher one is the later; 0 unless
 *     recorded
 * @param request null, like {@code course}, {@code why} and {@code dispatch}, while nothing but the id is known
 * @param outcome null until the task has ended
 * @param policy null in lists and streams as well
 * @param past empty in lists and streams as well
 * @param rollback null in lists and streams as well, and if nothing was pushed
 */
public record TaskView(
        String json,
        String id,
        boolean recorded,
        long version,
        @Nullable Instant created,
        @Nullable Request request,
        @Nullable Course course,
        @Nullable Why why,
        Times times,
        @Nullable Outcome outcome,
        @Nullable Dispatch dispatch,
        @Nullable Policy policy,
        Past past,
        @Nullable Rollback rollback) {

    /**
     * What was asked for.
     *
     * @param typeName in the reader's language
     * @param params JSON
     */
    public record Request(
            String type,
            @Nullable String typeName,
            @Nullable String params,
            Submission.@Nullable Entity entity,
            @Nullable String creator,
            @Nullable String priority,
            @Nullable String correlationId) {}

    /**
     * Where it is.
     *
     * @param stateName in the reader's language
     * @param progress in percent
     * @param message what the task says of itself, in the reader's language
     */
    public record Course(
            String state,
            @Nullable String stateName,
            @Nullable String phase,
            @Nullable String category,
            int progress,
            @Nullable String message) {}

    /**
     * Why it is in its phase.
     *
     * @param phaseSince when it came into its phase, or was dispatched once more
     * @param nextAttemptAt only while it waits for that, be it the first one
     * @param lastFailure of the latest attempt that another one followed, or will follow
     * @param cancelled null unless somebody has cancelled it
     * @param deadCommand null unless it waits for a command that could not be used
     * @param awaits the tasks that it waits for, if it does and was asked for by itself
     * @param waitingFor null unless it waits for a worker and was asked for by itself
     * @param pause null unless its pool or its type is paused, where waitingFor is not null
     */
    public record Why(
            @Nullable Instant phaseSince,
            @Nullable Instant nextAttemptAt,
            @Nullable LastFailure lastFailure,
            @Nullable Cancelled cancelled,
            @Nullable DeadCommand deadCommand,
            List<String> awaits,
            @Nullable WaitingFor waitingFor,
            @Nullable Pause pause) {

        public Why {
            awaits = List.copyOf(awaits);
        }
    }

    /**
     * A slot of a worker that can run it.
     *
     * @param typeVersion workers of this version of the type or a higher one can
     * @param workers how many such workers live; 0 says why it does not start
     */
    public record WaitingFor(
            @Nullable String type,
            int typeVersion,
            @Nullable String pool,
            int workers) {}

    /** A command that lies among the dead letters. */
    public record DeadCommand(
            @Nullable String reason, @Nullable Instant at) {}

    /** An attempt that failed. */
    public record LastFailure(
            int attempt,
            @Nullable String code,
            @Nullable String text,
            @Nullable Instant at) {}

    /**
     * That somebody has cancelled it.
     *
     * @param by who, if that is known
     */
    public record Cancelled(
            @Nullable String by,
            @Nullable String reason,
            @Nullable Instant at) {}

    /**
     * When.
     *
     * @param duration from its first start to its end, or until the answer
     * @param deadline when it must have ended
     */
    public record Times(
            @Nullable Instant started,
            @Nullable Instant finished,
            @Nullable Duration duration,
            @Nullable Instant estimatedEnd,
            @Nullable Instant deadline) {

        /** The time left at the time of the answer, by the API's clock alone; null without an estimate. */
        public @Nullable Duration left() {
            if (started == null || duration == null || estimatedEnd == null) {
                return null;
            }
            Duration left = Duration.between(started.plus(duration), estimatedEnd);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }

    /**
     * How it ended.
     *
     * @param output JSON
     */
    public record Outcome(
            String result,
            @Nullable String output,
            @Nullable Failure error) {}

    /** Why it failed. */
    public record Failure(@Nullable String code, @Nullable String text) {}

    /**
     * Who carries it out, and which try that is.
     *
     * @param maxAttempts null in lists and streams
     */
    public record Dispatch(
            int attempt,
            @Nullable Integer maxAttempts,
            int epoch,
            int crashRecoveries,
            @Nullable String worker) {}

    /**
     * How it is retried, how long it may take, and what becomes of what it has done if it does not finish.
     *
     * @param recovery {@code auto} or {@code manual}; null for nothing
     */
    public record Policy(
            Submission.Retry retry,
            Submission.Timeouts timeouts,
            @Nullable String recovery) {}

    /**
     * What its runs have pushed to be undone, and what has become of that.
     *
     * @param left the names of what is not undone, in the order in which it was pushed
     * @param undone the names of what is, likewise
     * @param failures how often the present, or latest, clean-up has failed
     * @param error why it did the last time; null once all is undone
     */
    public record Rollback(
            List<String> left,
            List<String> undone,
            int failures,
            @Nullable Failure error) {

        public Rollback {
            left = List.copyOf(left);
            undone = List.copyOf(undone);
        }
    }

    /**
     * What has happened to it, as far as that is kept.
     *
     * @param history the submission first
     * @param dropped how many entries after that one are not kept any more
     */
    public record Past(List<Happened> history, int dropped) {

        /** Of a task of which nothing is kept, or told here. */
        public static final Past NONE = new Past(List.of(), 0);

        public Past {
            history = List.copyOf(history);
        }
    }

    /**
     * Something that has happened to a task.
     *
     * @param kind such as {@code STARTED}
     * @param epoch the dispatch that it happened to, or that it began
     * @param run whose doing it was
     * @param worker that run's worker
     * @param actor who wanted it
     * @param reason what they said, or a stable name
     */
    public record Happened(
            @Nullable Instant at,
            String kind,
            int epoch,
            @Nullable String run,
            @Nullable String worker,
            @Nullable String actor,
            @Nullable String reason) {}

    private static final String PENDING = "PENDING";
    private static final String FINISHED = "FINISHED";

    /** Whether nothing will happen to it any more. */
    public boolean ended() {
        return course != null && course.category() != null && !course.category().equals(PENDING);
    }

    /** Whether it ended as it should. */
    public boolean finished() {
        return course != null && course.state().equals(FINISHED);
    }

    /** Whether it differs from an earlier answer by more than the time that has gone by. */
    public boolean tellsMoreThan(TaskView earlier) {
        return !Answers.withoutPassingTime(json).equals(Answers.withoutPassingTime(earlier.json));
    }
}
