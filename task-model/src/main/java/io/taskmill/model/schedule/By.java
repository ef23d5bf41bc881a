package io.taskmill.model.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who has changed a schedule, and when.
 *
 * @param actor null if the API did not know
 * @param at by the API's clock
 */
public record By(@Nullable String actor, Instant at) {}
