package io.taskmill.model.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody has cancelled the task.
 *
 * @param actor who, if that is known
 * @param at when the API took it, by the API's clock
 * @param reason what they said
 * @param told how often the worker of the running run was told
 */
public record Cancellation(
        @Nullable String actor, Instant at, @Nullable String reason, int told) {

    Cancellation toldOnceMore() {
        return new Cancellation(actor, at, reason, told + 1);
    }
}
