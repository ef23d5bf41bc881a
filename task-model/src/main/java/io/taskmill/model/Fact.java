package io.taskmill.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a run tells of a thing that it works on. What is not mentioned stays as it is known.
 *
 * @param entity which has an id, and a type of 1 to 63 of a-z, 0-9, '_' and '-', beginning with a letter
 * @param status in the words of its system, at most {@value #MAX_STATUS} characters; null leaves what is known
 * @param building whether it is still being built
 * @param gone whether it is no more
 * @param attributes at most {@value #MOST_ATTRIBUTES}, each of at most {@value #MAX_ATTRIBUTE_BYTES} bytes; one whose value is
 *     null is taken away
 */
public record Fact(
        EntityRef entity,
        @Nullable String status,
        boolean building,
        boolean gone,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Defaulted
        Map<String, Json> attributes) {

    public static final int MAX_STATUS = 64;
    public static final int MOST_ATTRIBUTES = 32;
    public static final int MAX_ATTRIBUTE_BYTES = 4 * 1024;

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Json NULL = new Json("null");

    public Fact {
        requireKey(entity);
        if (status != null && (status.isEmpty() || status.length() > MAX_STATUS || !Unicode.isWellFormed(status))) {
            throw new IllegalArgumentException(
                    "the status of " + entity + " must have 1 to " + MAX_STATUS + " characters, all of them whole");
        }
        attributes = read(Objects.requireNonNullElse(attributes, Map.<String, Json>of()));
        if (attributes.size() > MOST_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    entity + " has " + attributes.size() + " attributes but may have " + MOST_ATTRIBUTES);
        }
        attributes.forEach((name, value) -> requireAttribute(entity, name, value));
    }

    /** In a message a value that is null is none at all. */
    private static Map<String, Json> read(Map<String, Json> told) {
        Map<String, Json> attributes = new LinkedHashMap<>();
        told.forEach((name, value) -> attributes.put(name, Objects.requireNonNullElse(value, NULL)));
        return Collections.unmodifiableMap(attributes);
    }

    /** @throws IllegalArgumentException unless it is one thing, of a type as facts name types */
    public static EntityRef requireKey(EntityRef entity) {
        if (entity.id() == null || !TYPE.matcher(entity.type()).matches()) {
            throw new IllegalArgumentException(entity
                    + " must have an id, and a type of 1 to 63 of a-z, 0-9, '_' and '-', beginning with a letter");
        }
        return entity;
    }

    private static void requireAttribute(EntityRef entity, String name, Json value) {
        if (!ATTRIBUTE.matcher(name).matches()) {
            throw new IllegalArgumentException("attribute '" + name + "' of " + entity
                    + " must have 1 to 64 of A-Z, a-z, 0-9 and '_', beginning with a letter");
        }
        if (value.utf8Length() > MAX_ATTRIBUTE_BYTES) {
            throw new IllegalArgumentException("attribute '" + name + "' of " + entity + " has " + value.utf8Length()
                    + " bytes but may have " + MAX_ATTRIBUTE_BYTES);
        }
    }

    /** Whether an attribute with this value is taken away. */
    public static boolean isTakenAway(Json value) {
        return value.equals(NULL);
    }
}
