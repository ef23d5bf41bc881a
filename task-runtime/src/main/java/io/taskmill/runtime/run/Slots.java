package io.taskmill.runtime.run;

import io.taskmill.model.Priority;
import java.util.concurrent.locks.ReentrantLock;

/** How many runs there may be at the same time; the last few are kept for high priority. */
public final class Slots {

    private final int total;
    private final int keptForHigh;
    private final Runnable freed;

    /** Guards {@link #used}. */
    private final ReentrantLock lock = new ReentrantLock();

    private int used;

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
            if (!isFree(priority)) {
                return false;
            }
            used++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    public boolean hasFree(Priority priority) {
        lock.lock();
        try {
            return isFree(priority);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFree(Priority priority) {
        int free = total - used;
        return free > (priority == Priority.HIGH ? 0 : Math.min(keptForHigh, total - 1));
    }

    public void giveBack() {
        lock.lock();
        try {
            used--;
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
