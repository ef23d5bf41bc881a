package io.taskmill.messaging.dead;

import io.taskmill.model.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * One letter by itself.
 *
 * @param letter with {@value DeadLetter#MAX_WHOLE_BODY} bytes of its body at most
 * @param task the one task that it is about; null if it tells none, or several
 */
public record WholeLetter(DeadLetter letter, @Nullable TaskId task) {}
