package io.taskmill.api.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.taskmill.model.Category;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Result;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
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
        @JsonUnwrapped @Nullable Times times,
        @JsonUnwrapped @Nullable Outcome outcome,
        @JsonUnwrapped @Nullable Dispatch dispatch) {

    /**
     * What was asked for.
     *
     * @param typeName what the type is called in the reader's language
     * @param params JSON, as it was sent; absent in lists and streams
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
            @Nullable String correlationId) {}

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
     * When.
     *
     * @param duration from its first start to its end, or until now
     * @param estimatedEnd only while it runs, and only once there is progress to tell from
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"started", "finished", "duration", "estimatedEnd"})
    public record Times(
            @Nullable Instant started,
            @Nullable Instant finished,
            @Nullable Duration duration,
            @Nullable Instant estimatedEnd) {}

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
            @Nullable TaskError error) {}

    /** Who carries it out, and which try that is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"attempt", "epoch", "run", "worker", "crashRecoveries"})
    public record Dispatch(
            int attempt,
            int epoch,
            @Nullable String run,
            @Nullable String worker,
            int crashRecoveries) {}
}
