package io.taskmill.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for: fixed at submission.
 *
 * @param typeVersion the version of the type whose schema the parameters fulfil
 * @param created when the API accepted it, by the API's clock
 * @param unknown members that a newer version has put in; carried on as they came
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
        Instant created,
        @JsonAnySetter @JsonAnyGetter Map<String, Json> unknown) {

    public TaskSpec {
        Names.requireType(type);
        Names.requirePool(pool);
        unknown = Map.copyOf(unknown);
    }

    /** With all members known. */
    public TaskSpec(
            String type,
            int typeVersion,
            String pool,
            Priority priority,
            Json params,
            @Nullable EntityRef entity,
            @Nullable String creator,
            @Nullable String correlationId,
            Instant created) {
        this(type, typeVersion, pool, priority, params, entity, creator, correlationId, created, Map.of());
    }
}
