package io.taskmill.runtime.run;

import io.taskmill.model.Priority;
import io.taskmill.model.WorkQueue.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many runs there may be at the same time; the last few are kept for high priority. As many runs as there are slots may
 * be asking for their grant, without a slot where that takes long; once they have it they are served before all others.
 */
public final class Slots {

    /** At a time: who is lost with its session must have been alone with those who are not blamed. */
    private static final int MOST_SUSPECTS = 1;

    private final int total;
    private final int keptForHigh;
    private final Runnable freed;

    /** Guards the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private int used;

    /** Those of {@link #used} that are not of high priority. */
    private int usedByOthers;

    /** How many suspects are here. */
    private int suspects;

    /** How many are asking, or have their grant and wait for a slot. */
    private int asking;

    /** Those who have their grant and wait for a slot, in that order. */
    private final Deque<Entering> entering = new ArrayDeque<>();

    private static final class Entering {
        final Priority priority;
        final Condition changed;
        boolean entered;

        Entering(Priority priority, Condition changed) {
            this.priority = priority;
            this.changed = changed;
        }
    }

    /** @param freed called whenever there is room that was not there before; must not block */
    public Slots(int total, int keptForHigh, Runnable freed) {
        this.total = total;
        this.keptForHigh = keptForHigh;
        this.freed = freed;
    }

    /** A slot, if one is free for this priority. */
    public Optional<Place> take(Priority priority) {
        return tryTake(priority) ? Optional.of(new Place(this, priority, Kind.ORDINARY)) : Optional.empty();
    }

    /** A slot for one that has to ask for its grant first, if there is {@link #roomToAsk}. */
    public Optional<Place> takeToAsk(Priority priority) {
        lock.lock();
        try {
            if (asking == total || !tryTake(priority)) {
                return Optional.empty();
            }
            asking++;
            return Optional.of(new Place(this, priority, Kind.STRICT));
        } finally {
            lock.unlock();
        }
    }

    /** A slot for a suspect, if there is {@link #roomForSuspects}. */
    public Optional<Place> takeForSuspect(Priority priority) {
        lock.lock();
        try {
            if (suspects == MOST_SUSPECTS || !tryTake(priority)) {
                return Optional.empty();
            }
            suspects++;
            return Optional.of(new Place(this, priority, Kind.SUSPECT));
        } finally {
            lock.unlock();
        }
    }

    /** Takes a slot if one is free for this priority. */
    public boolean tryTake(Priority priority) {
        lock.lock();
        try {
            if (freeFor(priority) == 0) {
                return false;
            }
            count(priority, 1);
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

    /** How many more could ask, if slots are free for them. */
    public int roomToAsk() {
        lock.lock();
        try {
            return total - asking;
        } finally {
            lock.unlock();
        }
    }

    /** How many more suspects there could be, if slots are free for them. */
    public int roomForSuspects() {
        lock.lock();
        try {
            return MOST_SUSPECTS - suspects;
        } finally {
            lock.unlock();
        }
    }

    /** Counted by who has them: the last free slot is not the kept one while high priority has others. */
    private int freeFor(Priority priority) {
        int mostForOthers = total - Math.min(keptForHigh, total - 1);
        return priority == Priority.HIGH ? total - used : Math.min(total - used, mostForOthers - usedByOthers);
    }

    private void count(Priority priority, int slots) {
        used += slots;
        usedByOthers += priority == Priority.HIGH ? 0 : slots;
    }

    /** Waits for a slot; false if none became free in time. */
    boolean enter(Priority priority, Duration patience) throws InterruptedException {
        lock.lock();
        Entering own = new Entering(priority, lock.newCondition());
        try {
            entering.add(own);
            serve();
            long left = patience.toNanos();
            while (!own.entered && left > 0) {
                left = own.changed.awaitNanos(left);
            }
            return own.entered;
        } catch (InterruptedException e) {
            if (own.entered) {
                count(priority, -1);
                serve();
            }
            throw e;
        } finally {
            entering.remove(own);
            lock.unlock();
        }
    }

    /** Who came first is served first, unless what is free is kept from it. */
    private void serve() {
        for (Iterator<Entering> waiting = entering.iterator(); waiting.hasNext(); ) {
            Entering next = waiting.next();
            if (freeFor(next.priority) > 0) {
                count(next.priority, 1);
                next.entered = true;
                next.changed.signal();
                waiting.remove();
            }
        }
    }

    /** @param priority that it was taken for */
    void giveBack(Priority priority) {
        lock.lock();
        try {
            count(priority, -1);
            serve();
        } finally {
            lock.unlock();
        }
        freed.run();
    }

    /** One that was asking has begun, or is through. */
    void answered() {
        lock.lock();
        try {
            asking--;
        } finally {
            lock.unlock();
        }
        freed.run();
    }

    /** A suspect is through. */
    void suspectLeft() {
        lock.lock();
        try {
            suspects--;
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
