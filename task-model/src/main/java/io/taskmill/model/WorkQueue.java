package io.taskmill.model;

import java.util.Comparator;

/**
 * Where commands wait for a worker. A pool has a work queue for each priority, another one for those of its tasks whose
 * starts wait for their grant, so that their waiting blocks nobody, and one for all its suspects.
 *
 * @param pool the workers that drain it
 * @param kind what tasks wait there
 * @param priority that of its tasks; without meaning for suspects, which have one queue, and LOW there
 */
public record WorkQueue(String pool, Kind kind, Priority priority) implements Comparable<WorkQueue> {

    /** What tells the queues of a pool apart, besides the priority. */
    public enum Kind {
        /** Those that begin at once. */
        ORDINARY,
        /** Those whose starts wait for their grant. */
        STRICT,
        /** Those that were lost with their sessions so often that they may be what ended them: they wait for their grant too. */
        SUSPECT
    }

    private static final String STRICT = "strict-";
    private static final String SUSPECT = "suspect";

    private static final Comparator<WorkQueue> ORDER = Comparator.comparing(WorkQueue::text);

    public WorkQueue {
        Names.requirePool(pool);
        priority = kind == Kind.SUSPECT ? Priority.LOW : priority;
    }

    /** The queue of tasks whose starts do not wait. */
    public WorkQueue(String pool, Priority priority) {
        this(pool, Kind.ORDINARY, priority);
    }

    /** The queue of tasks whose starts wait, or do not. */
    public WorkQueue(String pool, Priority priority, boolean strict) {
        this(pool, strict ? Kind.STRICT : Kind.ORDINARY, priority);
    }

    /** The queue of a pool's suspects, whatever their priority. */
    public static WorkQueue ofSuspects(String pool) {
        return new WorkQueue(pool, Kind.SUSPECT, Priority.LOW);
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
        String pool = text.substring(0, dot);
        String lane = text.substring(dot + 1);
        if (lane.equals(SUSPECT)) {
            return ofSuspects(pool);
        }
        boolean strict = lane.startsWith(STRICT);
        return new WorkQueue(pool, Priority.parse(strict ? lane.substring(STRICT.length()) : lane), strict);
    }

    /** {@code <pool>.<priority>}, {@code <pool>.strict-<priority>} or {@code <pool>.suspect} */
    public String text() {
        return pool + "." + lane();
    }

    /** The part of the name that tells the queues of a pool apart. */
    public String lane() {
        return switch (kind) {
            case ORDINARY -> priority.text();
            case STRICT -> STRICT + priority.text();
            case SUSPECT -> SUSPECT;
        };
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
