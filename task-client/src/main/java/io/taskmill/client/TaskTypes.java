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
     * @param policy how its tasks are retried and how long they may take, unless their submissions say otherwise; null
     *     of an API that does not tell
     * @param strictStart whether each run waits for its grant, so that a cancelled task never starts
     * @param paramsSchema JSON Schema of its parameters
     */
    public record TaskType(
            String name,
            @Nullable String title,
            @Nullable String pool,
            int version,
            TaskView.@Nullable Policy policy,
            boolean strictStart,
            @Nullable String paramsSchema) {}
}
