package io.taskmill.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for: fixed at submission.
 *
 * @param typeVersion the version of the type whose schema the parameters fulfil
 * @param created when the API accepted it, by the API's clock
 */
public record TaskSpec(
        String type,
        int typeVersion,
        String pool,
        Priority priority,
        Json params,
        @Nullable EntityRef entity,
        @Nullable String creator,
        @Nullable String correlationId,
        Instant created) {

    public TaskSpec {
        Names.requireType(type);
        Names.requirePool(pool);
    }
}
