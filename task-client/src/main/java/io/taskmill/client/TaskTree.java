package io.taskmill.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a task and its descendants.
 *
 * @param json the answer as it was
 * @param items each task before its children
 * @param next what the next page comes after; null on the last one
 */
public record TaskTree(
        String json, List<Node> items, @Nullable String next) {

    public TaskTree {
        items = List.copyOf(items);
    }

    /**
     * A task of a family.
     *
     * @param parent null of a task that is nobody's child
     * @param depth below the task that was asked for, which has 0
     * @param name what its parent calls it, if anything
     * @param state as of any task, or PENDING of one that is not submitted yet
     * @param progress in percent; 0 while it is not recorded
     */
    public record Node(
            String id,
            @Nullable String parent,
            int depth,
            @Nullable String name,
            String type,
            String state,
            @Nullable String phase,
            int progress) {}
}
