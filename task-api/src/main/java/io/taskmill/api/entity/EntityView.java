package io.taskmill.api.entity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.taskmill.model.Json;
import io.taskmill.model.entity.Entity;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An entity in JSON, as a list shows it.
 *
 * @param status absent if nobody has told one
 * @param since when it came to be so
 * @param building whether it is still being built
 * @param gone since when it is no more; absent while it is there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "id", "status", "since", "building", "gone", "attributes"})
record EntityView(
        String type,
        String id,
        @Nullable String status,
        Instant since,
        boolean building,
        @Nullable Instant gone,
        @JsonRawValue String attributes) {

    static EntityView of(Entity entity) {
        return new EntityView(
                entity.ref().type(),
                String.valueOf(entity.ref().id()),
                entity.status(),
                entity.since(),
                entity.building(),
                entity.gone(),
                object(entity.attributes()));
    }

    /** Their names need no escapes. */
    private static String object(Map<String, Json> attributes) {
        return attributes.entrySet().stream()
                .map(attribute ->
                        '"' + attribute.getKey() + "\":" + attribute.getValue().text())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
