package io.taskmill.runtime.run;

import io.taskmill.model.Priority;
import io.taskmill.model.WorkQueue.Kind;
import java.time.Duration;

/** Where a run stands: in a slot, or aside while its grant is long in coming. Used by one thread at a time. */
public final class Place {

    private final Slots slots;
    private final Priority priority;
    private final boolean suspect;

    /** Whether it counts as one that asks for its grant, until it has entered. */
    private boolean asking;

    private boolean inSlot = true;

    /** @param kind of the queue that its command came from */
    Place(Slots slots, Priority priority, Kind kind) {
        this.slots = slots;
        this.priority = priority;
        this.asking = kind == Kind.STRICT;
        this.suspect = kind == Kind.SUSPECT;
    }

    /** Leaves its slot to others while it asks. One that is not counted as asking keeps it. */
    void stepAside() {
        if (asking && inSlot) {
            inSlot = false;
            slots.giveBack(priority);
        }
    }

    /** Its run may begin: waits for a slot, unless it has one; false if none became free in time. */
    boolean enter(Duration patience) throws InterruptedException {
        if (!inSlot) {
            inSlot = slots.enter(priority, patience);
        }
        if (inSlot) {
            answered();
        }
        return inSlot;
    }

    /** To be called once, when the run is through. */
    public void leave() {
        answered();
        if (inSlot) {
            slots.giveBack(priority);
        }
        if (suspect) {
            slots.suspectLeft();
        }
    }

    private void answered() {
        if (asking) {
            asking = false;
            slots.answered();
        }
    }
}
