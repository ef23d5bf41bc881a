package io.taskmill.handler;

import io.taskmill.model.EntityRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run has found out, or has done, about a thing that it works on. What it does not mention stays as it is known.
 *
 * @param entity which has an id
 * @param status what it is in the words of its system, such as ACTIVE; null leaves what is known
 * @param building whether it is still being built: it is shown then, with that mark
 * @param gone whether it is no more: only its history is shown then
 * @param attributes each written as JSON; null takes one away
 */
public record EntityFact(
        EntityRef entity,
        @Nullable String status,
        boolean building,
        boolean gone,
        Map<String, @Nullable Object> attributes) {

    public EntityFact {
        Objects.requireNonNull(entity.id(), "the entity of a fact must have an id");
        if (gone && building) {
            throw new IllegalArgumentException(entity + " cannot be gone and being built");
        }
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** Of which nothing is said yet. */
    public static EntityFact of(String type, String id) {
        return new EntityFact(new EntityRef(type, id), null, false, false, Map.of());
    }

    /** It is so, and nothing is missing of it. */
    public EntityFact is(String newStatus) {
        return new EntityFact(entity, newStatus, false, false, attributes);
    }

    /** It is so while it is still being built. */
    public EntityFact isBuilding(String newStatus) {
        return new EntityFact(entity, newStatus, true, false, attributes);
    }

    /** It is no more. */
    public EntityFact isGone() {
        return new EntityFact(entity, status, false, true, attributes);
    }

    /** @param value null takes the attribute away */
    public EntityFact with(String attribute, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new EntityFact(entity, status, building, gone, more);
    }
}
