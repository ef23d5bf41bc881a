package io.taskmill.runtime.run;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.model.Json;
import io.taskmill.model.Part;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.Spawn;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Calls a handler with its parameters read and its result written, and tells every way in which that can go wrong. */
final class Execution {

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    /**
     * As much as a submission may have by default: room for 64 KiB of text of any charset. A result is shown with the task;
     * what is larger belongs elsewhere, and its place into the result.
     */
    static final int MAX_RESULT_BYTES = 256 * 1024;

    private static final TypeReference<LinkedHashMap<String, Object>> MEMBERS = new TypeReference<>() {};

    private final JsonMapper json;
    private final Map<TaskHandler<?, ?>, TaskDescription<?>> descriptions = new ConcurrentHashMap<>();

    Execution(JsonMapper json) {
        this.json = json;
    }

    /** How a handler's call ended. */
    sealed interface Ending {
        record Finished(@Nullable Json result) implements Ending {}

        /** These are its task's children. */
        record Spawned(Spawn family) implements Ending {}

        record Failed(TaskError error) implements Ending {}
    }

    <P, R> Ending run(TaskHandler<P, R> handler, TaskSpec spec, TaskContext context) {
        return call(handler, spec, context, params -> written(handler.run(params, context)));
    }

    /** The same of its end step. */
    <P, R> Ending end(TaskHandler<P, R> handler, TaskSpec spec, Part.End part, TaskContext context) {
        return call(
                handler, spec, context, params -> written(handler.end(params, new EndedFamily(part, json), context)));
    }

    /** Undoes what is to be undone, as far as it comes. */
    <P> Ending rollBack(TaskHandler<P, ?> handler, TaskRun run) {
        AtomicReference<@Nullable String> at = new AtomicReference<>();
        Ending ending = call(handler, run.command().spec(), run, params -> {
            for (RollbackEntry entry : run.toUndo()) {
                if (run.cancelled()) {
                    throw new InterruptedException();
                }
                at.set(entry.name());
                run.step(entry.name());
                handler.rollback(params, run.step(entry), run);
                run.rolledBack(entry);
            }
            return new Ending.Finished(null);
        });
        return at.get() != null && ending instanceof Ending.Failed(TaskError error)
                ? new Ending.Failed(new TaskError(
                        error.code(), at.get() + ": " + error.text(), error.retryable(), error.retryAfter()))
                : ending;
    }

    /** What is done with a handler once its parameters are read. */
    private interface Call<P> {
        Ending with(P params) throws Exception;
    }

    private <P> Ending call(TaskHandler<P, ?> handler, TaskSpec spec, TaskContext context, Call<P> call) {
        Map<String, String> lines = MDC.getCopyOfContextMap();
        try {
            P params;
            try {
                params = params(handler, spec);
            } catch (JacksonException e) {
                return failed("PARAMS_UNREADABLE", "the parameters do not fit: " + e.getOriginalMessage());
            }
            return call.with(params);
        } catch (TaskFailedException e) {
            return new Ending.Failed(e.error());
        } catch (InterruptedException e) {
            return failed("INTERRUPTED", "the run was interrupted");
        } catch (Exception e) {
            wear(lines);
            LOG.warn("handler failed task={} type={}", context.task(), spec.type(), e);
            return new Ending.Failed(new TaskError("HANDLER_ERROR", e.toString(), true));
        } catch (Error e) {
            wear(lines);
            // whatever it is, somebody waits for the end of this task
            LOG.error("handler is broken task={} type={}", context.task(), spec.type(), e);
            return new Ending.Failed(new TaskError("HANDLER_ERROR", e.toString(), e instanceof OutOfMemoryError));
        }
    }

    /** A handler may have cleared its thread's MDC. */
    private static void wear(@Nullable Map<String, String> lines) {
        if (lines != null) {
            lines.forEach(MDC::put);
        }
    }

    /** Those of an older version are upgraded first. */
    private <P> P params(TaskHandler<P, ?> handler, TaskSpec spec) throws Exception {
        TaskDescription<P> present = description(handler);
        String stored = spec.params().text();
        if (spec.typeVersion() >= present.version()) {
            return json.readValue(stored, present.params());
        }
        Map<String, Object> members = json.readerFor(MEMBERS)
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readValue(stored);
        Map<String, Object> upgraded = handler.upgrade(spec.typeVersion(), members);
        return json.readValue(json.writeValueAsString(upgraded), present.params());
    }

    /** A description is made once: it may load texts. */
    @SuppressWarnings("unchecked") // a handler's own description has its own parameters
    private <P> TaskDescription<P> description(TaskHandler<P, ?> handler) {
        return (TaskDescription<P>) descriptions.computeIfAbsent(handler, TaskHandler::describe);
    }

    private Ending written(@Nullable Object result) {
        if (result == null) {
            return new Ending.Finished(null);
        }
        Json text;
        try {
            text = new Json(json.writeValueAsString(result));
        } catch (JacksonException e) {
            return failed("RESULT_UNWRITABLE", "the result cannot be written as JSON: " + e.getOriginalMessage());
        }
        if (!text.isWellFormed()) {
            return failed("RESULT_UNWRITABLE", "the result has half of a character in it (an unpaired surrogate)");
        }
        int bytes = text.utf8Length();
        if (bytes > MAX_RESULT_BYTES) {
            return failed("RESULT_TOO_LARGE", "the result has " + bytes + " bytes, more than " + MAX_RESULT_BYTES);
        }
        return new Ending.Finished(text);
    }

    private static Ending failed(String code, String text) {
        return new Ending.Failed(new TaskError(code, text, false));
    }
}
