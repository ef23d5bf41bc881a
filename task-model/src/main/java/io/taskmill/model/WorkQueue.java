package io.taskmill.model;

import java.util.Comparator;

/**
 * Where commands wait for a worker: a pool has a work queue for each priority, and another one for those of its tasks
 * whose starts wait for their grant, so that their waiting blocks nobody.
 *
 * @param pool the workers that drain it
 * @param strict whether the starts of its tasks wait
 */
public record WorkQueue(String pool, Priority priority, boolean strict) implements Comparable<WorkQueue> {

    private static final String STRICT = "strict-";

    private static final Comparator<WorkQueue> ORDER = Comparator.comparing(WorkQueue::text);

    public WorkQueue {
        Names.requirePool(pool);
    }

    /** The queue of tasks whose starts do not wait. */
    public WorkQueue(String pool, Priority priority) {
        this(pool, priority, false);
    }

    /**
     * The queue that {@link #text} names.
     *
     * @throws IllegalArgumentException if the text names none
     */
    public static WorkQueue parse(String text) {
        int dot = text.indexOf('.'); // a pool's name has none
        if (dot < 0) {
            throw new IllegalArgumentException("work queue '" + text + "' is not <pool>.[strict-]<priority>");
        }
        String lane = text.substring(dot + 1);
        boolean strict = lane.startsWith(STRICT);
        return new WorkQueue(
                text.substring(0, dot), Priority.parse(strict ? lane.substring(STRICT.length()) : lane), strict);
    }

    /** {@code <pool>.<priority>} or {@code <pool>.strict-<priority>} */
    public String text() {
        return pool + "." + lane();
    }

    /** The part of the name that tells the queues of a pool apart. */
    public String lane() {
        return strict ? STRICT + priority.text() : priority.text();
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
