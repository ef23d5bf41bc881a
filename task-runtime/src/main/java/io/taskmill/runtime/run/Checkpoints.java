package io.taskmill.runtime.run;

import io.taskmill.handler.EntityFact;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.model.Fact;
import io.taskmill.model.Json;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.message.RunEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads what handlers leave for later: states for the next run, and what it takes to undo something, and what they tell of entities. */
final class Checkpoints {

    private final JsonMapper json;
    private final Facts facts;
    private final Function<RunEvent, CompletableFuture<Void>> reporting;

    /** @param reporting completes when the broker has the event */
    Checkpoints(JsonMapper json, Function<RunEvent, CompletableFuture<Void>> reporting) {
        this.json = json;
        this.facts = new Facts(json);
        this.reporting = reporting;
    }

    /** @throws IllegalArgumentException if they cannot be carried */
    List<Fact> writeFacts(List<EntityFact> told) {
        return facts.write(told);
    }

    /** @throws IllegalArgumentException if it cannot be carried */
    Json write(Object state) {
        Json text = written("the checkpoint", state);
        int bytes = text.utf8Length();
        if (bytes > RunEvent.MAX_CHECKPOINT_BYTES) {
            throw new IllegalArgumentException(
                    "the checkpoint has " + bytes + " bytes but may have " + RunEvent.MAX_CHECKPOINT_BYTES);
        }
        return text;
    }

    /** @throws IllegalArgumentException if they cannot be carried */
    Json writeParams(String name, Object params) {
        Json text = written("the parameters of rollback " + name, params);
        RollbackEntry.requireSize(name, text);
        return text;
    }

    private Json written(String what, Object value) {
        Json text;
        try {
            text = new Json(json.writeValueAsString(value));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(what + " cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
        if (!text.isWellFormed()) {
            throw new IllegalArgumentException(what + " has half of a character in it (an unpaired surrogate)");
        }
        return text;
    }

    /** @throws TaskFailedException if it is of another kind */
    <T> T read(Json state, Class<T> type) {
        try {
            return json.readValue(state.text(), type);
        } catch (JacksonException e) {
            throw new TaskFailedException(
                    "CHECKPOINT_UNREADABLE", "the checkpoint does not fit: " + e.getOriginalMessage(), false);
        }
    }

    /** @throws TaskFailedException if they are of another kind */
    <T> T readParams(RollbackEntry entry, Class<T> type) {
        try {
            return json.readValue(entry.params().text(), type);
        } catch (JacksonException e) {
            throw new TaskFailedException(
                    "ROLLBACK_UNREADABLE",
                    "the parameters of rollback " + entry.name() + " do not fit: " + e.getOriginalMessage(),
                    false);
        }
    }

    /** Returns once the broker has it. */
    void report(RunEvent event) throws InterruptedException {
        await(told(event));
    }

    /** Completed once the broker has it. */
    CompletableFuture<Void> told(RunEvent event) {
        return reporting.apply(event);
    }

    static void await(CompletableFuture<Void> told) throws InterruptedException {
        try {
            told.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a report never fails, it is kept until the broker has it", e);
        }
    }
}
