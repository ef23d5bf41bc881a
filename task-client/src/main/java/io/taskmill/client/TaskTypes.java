package io.taskmill.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The types of task that workers have announced.
 *
 * @param json the answer as it was
 * @param items by name
 */
public record TaskTypes(String json, List<TaskType> items) {

    public TaskTypes {
        items = List.copyOf(items);
    }

    /**
     * One of them.
     *
     * @param title in the reader's language
     * @param paramsSchema JSON Schema of its parameters
     */
    public record TaskType(
            String name,
            @Nullable String title,
            @Nullable String pool,
            int version,
            @Nullable String paramsSchema) {}
}
