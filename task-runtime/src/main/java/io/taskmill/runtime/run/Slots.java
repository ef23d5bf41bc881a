package io.taskmill.runtime.run;

import io.taskmill.model.Priority;
import java.util.concurrent.locks.ReentrantLock;

/** How many runs there may be at the same time; the last few are kept for high priority. */
public final class Slots {

    private final int total;
    private final int keptForHigh;
    private final Runnable freed;

    /** Guards {@link #used} and {@link #usedByOthers}. */
    private final ReentrantLock lock = new ReentrantLock();

    private int used;

    /** Those of {@link #used} that are not of high priority. */
    private int usedByOthers;

    /** @param freed called whenever a slot becomes free; must not block */
    public Slots(int total, int keptForHigh, Runnable freed) {
        this.total = total;
        this.keptForHigh = keptForHigh;
        this.freed = freed;
    }

    /** Takes a slot if one is free for this priority. */
    public boolean tryTake(Priority priority) {
        lock.lock();
        try {
            if (freeFor(priority) == 0) {
                return false;
            }
            used++;
            usedByOthers += priority == Priority.HIGH ? 0 : 1;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many this priority could take now. */
    public int free(Priority priority) {
        lock.lock();
        try {
            return freeFor(priority);
        } finally {
            lock.unlock();
        }
    }

    /** Counted by who has them: the last free slot is not the kept one while high priority has others. */
    private int freeFor(Priority priority) {
        int mostForOthers = total - Math.min(keptForHigh, total - 1);
        return priority == Priority.HIGH ? total - used : Math.min(total - used, mostForOthers - usedByOthers);
    }

    /** @param priority that it was taken for */
    public void giveBack(Priority priority) {
        lock.lock();
        try {
            used--;
            usedByOthers -= priority == Priority.HIGH ? 0 : 1;
        } finally {
            lock.unlock();
        }
        freed.run();
    }

    public int total() {
        return total;
    }

    public int used() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }
}
