package io.taskmill.model.task;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a task was deleted. What is left of it keeps late and repeated messages from bringing it back.
 *
 * @param actor who wanted it, if that is known
 * @param at when it was folded, by the projector's clock
 */
public record Deletion(@Nullable String actor, Instant at) {

    /** How long it is remembered: longer than a message of a task that has ended may be on its way. */
    public static final Duration REMEMBERED = Duration.ofDays(1);

    /** When nothing is left of the task. */
    public Instant forgottenFrom() {
        return at.plus(REMEMBERED);
    }
}
