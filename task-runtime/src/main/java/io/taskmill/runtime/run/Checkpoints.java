package io.taskmill.runtime.run;

import io.taskmill.handler.TaskFailedException;
import io.taskmill.model.Json;
import io.taskmill.model.message.RunEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads the states that handlers leave for the next run. */
final class Checkpoints {

    private final JsonMapper json;
    private final Function<RunEvent, CompletableFuture<Void>> reporting;

    /** @param reporting completes when the broker has the event */
    Checkpoints(JsonMapper json, Function<RunEvent, CompletableFuture<Void>> reporting) {
        this.json = json;
        this.reporting = reporting;
    }

    /** @throws IllegalArgumentException if it cannot be carried */
    Json write(Object state) {
        Json text;
        try {
            text = new Json(json.writeValueAsString(state));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "the checkpoint cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
        if (!text.isWellFormed()) {
            throw new IllegalArgumentException("the checkpoint has half of a character in it (an unpaired surrogate)");
        }
        int bytes = text.utf8Length();
        if (bytes > RunEvent.MAX_CHECKPOINT_BYTES) {
            throw new IllegalArgumentException(
                    "the checkpoint has " + bytes + " bytes but may have " + RunEvent.MAX_CHECKPOINT_BYTES);
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

    /** Returns once the broker has it. */
    void report(RunEvent.Checkpoint checkpoint) throws InterruptedException {
        try {
            reporting.apply(checkpoint).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a report never fails, it is kept until the broker has it", e);
        }
    }
}
