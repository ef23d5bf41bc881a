package io.taskmill.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some tasks of a list.
 *
 * @param json the answer as it was
 * @param next where the list goes on; null on the last page
 */
public record TaskPage(
        String json, List<TaskView> items, @Nullable String next) {

    public TaskPage {
        items = List.copyOf(items);
    }
}
