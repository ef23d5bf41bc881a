package io.taskmill.model.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a schedule does not fire by itself. */
public record SchedulePause(
        @Nullable String actor, Instant at, @Nullable String reason) {}
