package io.taskmill.model.type;

import io.taskmill.model.Defaulted;
import io.taskmill.model.Json;
import io.taskmill.model.Names;
import io.taskmill.model.TaskPolicy;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A type of task, as the workers that can run it announce it.
 *
 * @param version of its parameters; a higher one replaces a lower one
 * @param pool whose work queues its tasks wait in
 * @param policy how its tasks are run unless their submission says otherwise
 * @param paramsSchema JSON Schema (2020-12) of its parameters
 * @param texts by language, then by message key: ICU message patterns for what its runs say; {@code title} names the
 *     type itself
 */
public record TaskType(
        String name,
        int version,
        String pool,
        @Defaulted TaskPolicy policy,
        Json paramsSchema,
        Map<String, Map<String, String>> texts) {

    /** The key of the text that names the type. */
    public static final String TITLE = "title";

    public TaskType {
        Names.requireType(name);
        Names.requirePool(pool);
        policy = Objects.requireNonNullElse(policy, TaskPolicy.DEFAULT);
        if (version < 1) {
            throw new IllegalArgumentException(
                    "version of type " + name + " is " + version + " but must be at least 1");
        }
        texts = texts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, language -> Map.copyOf(language.getValue())));
    }

    /** A type with the default policy. */
    public TaskType(String name, int version, String pool, Json paramsSchema, Map<String, Map<String, String>> texts) {
        this(name, version, pool, TaskPolicy.DEFAULT, paramsSchema, texts);
    }

    /**
     * What is known of a type after an announcement: a higher version replaces a lower one, and of two announcements of
     * one version the later one stands, also if it has another schema: whoever was deployed last is believed.
     */
    public static TaskType announced(@Nullable TaskType known, TaskType announced) {
        return known != null && known.version() > announced.version() ? known : announced;
    }

    /** Whether the other announcement gives the same version another schema, which only another version should have. */
    public boolean contradicts(TaskType other) {
        return version == other.version && !paramsSchema.equals(other.paramsSchema);
    }
}
