package io.taskmill.api.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.taskmill.model.After;
import io.taskmill.model.Category;
import io.taskmill.model.EntityRef;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Result;
import io.taskmill.model.ScheduledBy;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.HistoryEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task in JSON: one flat object, made of parts here. Instants and durations are ISO-8601 texts in UTC, absent values
 * are left out.
 *
 * @param recorded whether its document was read; false also means that it is not known whether it was accepted, unless
 *     this answers its submission
 * @param version counts the writes of its document, so that the later of two answers can be told; absent unless recorded
 * @param created when its id was issued
 * @param request absent while nothing but the id is known, like the rest
 * @param policy absent in lists and streams
 * @param past absent in lists and streams
 * @param rollback absent in lists and streams, and if its runs have pushed nothing
 * @param ovirt absent in lists and streams
 * @param kin absent in lists and streams
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "recorded", "version", "created"})
public record TaskView(
        TaskId id,
        boolean recorded,
        @Nullable Long version,
        Instant created,
        @JsonUnwrapped @Nullable Request request,
        @JsonUnwrapped @Nullable Course course,
        @JsonUnwrapped @Nullable Why why,
        @JsonUnwrapped @Nullable Times times,
        @JsonUnwrapped @Nullable Outcome outcome,
        @JsonUnwrapped @Nullable Dispatch dispatch,
        @JsonUnwrapped @Nullable PolicyView policy,
        @JsonUnwrapped @Nullable Past past,
        @Nullable RollbackView rollback,
        @Nullable OvirtView ovirt,
        @JsonUnwrapped @Nullable Kin kin) {

    /**
     * What was asked for.
     *
     * @param typeName what the type is called in the reader's language
     * @param params JSON, as it was sent; absent in lists and streams
     * @param after the tasks that it was to wait for; absent in lists and streams
     * @param schedule what has made it, if a schedule has; absent in lists and streams
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"type", "typeName", "typeVersion", "params"})
    public record Request(
            String type,
            String typeName,
            int typeVersion,
            @JsonRawValue @Nullable String params,
            @Nullable EntityRef entity,
            @Nullable String creator,
            Priority priority,
            @Nullable String correlationId,
            @Nullable After after,
            @Nullable ScheduledBy schedule) {}

    /**
     * Where it is.
     *
     * @param stateName in the reader's language
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"state", "stateName", "phase", "category", "progress", "message"})
    public record Course(
            State state,
            String stateName,
            Phase phase,
            Category category,
            int progress,
            @Nullable Message message) {}

    /**
     * What its run says of itself.
     *
     * @param text in the reader's language
     */
    @JsonPropertyOrder({"key", "args", "text"})
    public record Message(String key, List<Object> args, String text) {}

    /**
     * Why it is in its phase.
     *
     * @param phaseSince when it came into its phase, or was dispatched once more
     * @param nextAttemptAt only while it waits for that, be it the first one
     * @param lastFailure of the latest attempt that another one followed, or will follow
     * @param cancelled absent unless somebody has cancelled it
     * @param deadCommand only while it waits for a command that could not be used; absent in lists and streams
     * @param awaits the tasks that it still waits for; absent in lists and streams
     * @param gate the key of the gate that it waits for; absent in lists and streams
     * @param rate the key of the rate that it waits for; absent in lists and streams
     * @param waitingFor only while it is QUEUED or BLOCKED, and only where it was asked for by itself
     * @param pause that of its pool or type, if there is one; as waitingFor
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({
        "phaseSince",
        "nextAttemptAt",
        "lastFailure",
        "cancelled",
        "deadCommand",
        "awaits",
        "gate",
        "rate",
        "waitingFor",
        "pause"
    })
    public record Why(
            Instant phaseSince,
            @Nullable Instant nextAttemptAt,
            @Nullable LastFailure lastFailure,
            @Nullable Cancelled cancelled,
            @Nullable DeadCommand deadCommand,
            @Nullable List<TaskId> awaits,
            @Nullable String gate,
            @Nullable String rate,
            @Nullable WaitingFor waitingFor,
            @Nullable PauseView pause) {

        Why with(WaitingFor present, @Nullable PauseView inForce) {
            return new Why(
                    phaseSince,
                    nextAttemptAt,
                    lastFailure,
                    cancelled,
                    deadCommand,
                    awaits,
                    gate,
                    rate,
                    present,
                    inForce);
        }
    }

    /**
     * A slot of a worker that can run it.
     *
     * @param typeVersion workers of this version of the type or a higher one can
     * @param workers how many such workers live, as their last heartbeats told; 0 says why it does not start
     */
    @JsonPropertyOrder({"type", "typeVersion", "pool", "workers"})
    public record WaitingFor(String type, int typeVersion, String pool, int workers) {}

    /**
     * The same task, with what it waits for told.
     *
     * @param pause null if neither its pool nor its type is paused
     */
    public TaskView waitingFor(WaitingFor present, @Nullable PauseView pause) {
        return new TaskView(
                id,
                recorded,
                version,
                created,
                request,
                course,
                why == null ? null : why.with(present, pause),
                times,
                outcome,
                dispatch,
                policy,
                past,
                rollback,
                ovirt,
                kin);
    }

    /**
     * Whose child it is, and which ones it has.
     *
     * @param parent absent unless it is a child
     * @param children absent unless its latest run has spawned some
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"parent", "children"})
    public record Kin(@Nullable TaskId parent, @Nullable Children children) {}

    /**
     * How its children have ended so far.
     *
     * @param count how many there are
     * @param pending how many have not ended
     */
    @JsonPropertyOrder({"count", "mode", "onFailure", "pending", "finished", "failed", "cancelled", "unknown"})
    public record Children(
            int count,
            SpawnMode mode,
            OnFailure onFailure,
            int pending,
            int finished,
            int failed,
            int cancelled,
            int unknown) {}

    /** A command that lies among the dead letters, with the reason that stands there. */
    @JsonPropertyOrder({"reason", "at"})
    public record DeadCommand(String reason, Instant at) {}

    /** An attempt that failed. */
    @JsonPropertyOrder({"attempt", "code", "text", "at"})
    public record LastFailure(int attempt, String code, String text, Instant at) {}

    /**
     * That somebody has cancelled it.
     *
     * @param by who, if that is known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"by", "reason", "at"})
    public record Cancelled(@Nullable String by, @Nullable String reason, Instant at) {}

    /**
     * When.
     *
     * @param duration from its first start to its end, or until now
     * @param estimatedEnd only while it runs, and only once there is progress to tell from
     * @param deadline when it must have ended; absent in lists and streams
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"started", "finished", "duration", "estimatedEnd", "deadline"})
    public record Times(
            @Nullable Instant started,
            @Nullable Instant finished,
            @Nullable Duration duration,
            @Nullable Instant estimatedEnd,
            @Nullable Instant deadline) {}

    /**
     * How it ended; absent until then.
     *
     * @param output what the handler returned, JSON; absent in lists and streams
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"result", "output", "error"})
    public record Outcome(
            Result result,
            @JsonRawValue @Nullable String output,
            @Nullable Failure error) {}

    /**
     * Why it failed; of a cancelled task only that its handler did not stop.
     *
     * @param retryAfter what the error said of when to try again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"code", "text", "retryable", "retryAfter"})
    public record Failure(
            String code,
            String text,
            boolean retryable,
            @Nullable Duration retryAfter) {}

    /**
     * Who carries it out, and which try that is.
     *
     * @param maxAttempts absent in lists and streams
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"attempt", "maxAttempts", "epoch", "run", "worker", "crashRecoveries"})
    public record Dispatch(
            int attempt,
            @Nullable Integer maxAttempts,
            int epoch,
            @Nullable String run,
            @Nullable String worker,
            int crashRecoveries) {}

    /**
     * What has happened to it, as far as that is kept.
     *
     * @param history its submission and the latest entries; absent if there are none, as of tasks of older builds
     * @param historyDropped how many entries are not kept any more, which would stand after the first; absent if all are
     * @param steps what its latest run says that it has been at, the latest last; absent if it says nothing of that
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"history", "historyDropped", "steps"})
    public record Past(
            @Nullable List<Happened> history,
            @Nullable Integer historyDropped,
            @Nullable List<Stepped> steps) {}

    /** A step of a run. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"name", "state", "started", "ended"})
    public record Stepped(
            String name,
            StepState state,
            Instant started,
            @Nullable Instant ended) {}

    /** How far a step is. */
    public enum StepState {
        /** The run is at it. */
        RUNNING,
        /** The next one has begun, or the handler has returned. */
        FINISHED,
        /** The run ended in it, and not well. */
        FAILED
    }

    /** As {@link io.taskmill.model.task.HistoryEntry}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"at", "kind", "epoch", "run", "worker", "actor", "reason"})
    public record Happened(
            Instant at,
            HistoryEntry.Kind kind,
            int epoch,
            @Nullable String run,
            @Nullable String worker,
            @Nullable String actor,
            @Nullable String reason) {}
}
