package io.taskmill.model;

import java.util.Comparator;

/**
 * Where commands wait for a worker: a pool has a work queue for each priority.
 *
 * @param pool the workers that drain it
 */
public record WorkQueue(String pool, Priority priority) implements Comparable<WorkQueue> {

    private static final Comparator<WorkQueue> ORDER = Comparator.comparing(WorkQueue::text);

    public WorkQueue {
        Names.requirePool(pool);
    }

    /**
     * The queue that {@link #text} names.
     *
     * @throws IllegalArgumentException if the text names none
     */
    public static WorkQueue parse(String text) {
        int dot = text.indexOf('.'); // a pool's name has none
        if (dot < 0) {
            throw new IllegalArgumentException("work queue '" + text + "' is not <pool>.<priority>");
        }
        return new WorkQueue(text.substring(0, dot), Priority.parse(text.substring(dot + 1)));
    }

    /** {@code <pool>.<priority>} */
    public String text() {
        return pool + "." + priority.text();
    }

    @Override
    public int compareTo(WorkQueue other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return text();
    }
}
