package io.taskmill.store;

import io.taskmill.model.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * The one submission that an idempotency key stands for (invariant 7).
 *
 * @param key names key and caller; bounded
 * @param fingerprint tells the body from any other
 * @param task the id that the submission got, whoever publishes it
 * @param unsent as long as the command is not known to be published; null from then on
 */
public record Reservation(
        String key,
        String fingerprint,
        TaskId task,
        @Nullable Unsent unsent) {}
