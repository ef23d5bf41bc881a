package io.taskmill.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the journal are asked for; null leaves it open. Of {@code type}, {@code actor}, {@code entity} and {@code
 * kind} one can be given, and no {@code level} with a {@code kind}, or the API refuses.
 *
 * @param from only of this instant and later
 * @param to only before this instant
 * @param entity a kind, or {@code kind:id}
 * @param level INFO, WARNING or ERROR
 * @param kind such as TASK_FAILED
 */
public record JournalFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String type,
        @Nullable String actor,
        @Nullable String entity,
        @Nullable String level,
        @Nullable String kind) {

    /** All entries. */
    public static final JournalFilter NONE = new JournalFilter(null, null, null, null, null, null, null);

    /** What is given, by the names of the API's parameters. */
    Map<String, String> parameters() {
        Map<String, String> given = new LinkedHashMap<>();
        putIfGiven(given, "from", from);
        putIfGiven(given, "to", to);
        putIfGiven(given, "type", type);
        putIfGiven(given, "actor", actor);
        putIfGiven(given, "entity", entity);
        putIfGiven(given, "level", level);
        putIfGiven(given, "kind", kind);
        return given;
    }

    private static void putIfGiven(Map<String, String> given, String name, @Nullable Object value) {
        if (value != null) {
            given.put(name, value.toString());
        }
    }
}
