package io.taskmill.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks a list shall hold; null leaves it open. Of {@code type}, {@code entity} and {@code creator} one can be
 * given, or the API refuses.
 *
 * @param category PENDING, FINISHED or FAILED
 * @param state such as IN_PROGRESS
 * @param entity a kind, or {@code kind:id}
 */
public record ListFilter(
        @Nullable String category,
        @Nullable String state,
        @Nullable String type,
        @Nullable String entity,
        @Nullable String creator) {

    /** All tasks. */
    public static final ListFilter NONE = new ListFilter(null, null, null, null, null);

    /** What is given, by the names of the API's parameters. */
    Map<String, String> parameters() {
        Map<String, String> given = new LinkedHashMap<>();
        putIfGiven(given, "category", category);
        putIfGiven(given, "state", state);
        putIfGiven(given, "type", type);
        putIfGiven(given, "entity", entity);
        putIfGiven(given, "creator", creator);
        return given;
    }

    private static void putIfGiven(Map<String, String> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
