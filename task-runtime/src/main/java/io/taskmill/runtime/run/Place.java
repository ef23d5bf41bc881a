package io.taskmill.runtime.run;

import io.taskmill.model.Priority;
import java.time.Duration;

/** Where a run stands: in a slot, or beside them while it waits for its grant. Used by one thread at a time. */
public final class Place {

    private final Slots slots;
    private final Priority priority;
    private boolean inSlot;

    Place(Slots slots, Priority priority, boolean inSlot) {
        this.slots = slots;
        this.priority = priority;
        this.inSlot = inSlot;
    }

    /** Waits for a slot, unless it is one; false if none became free in time. */
    boolean enter(Duration patience) throws InterruptedException {
        if (!inSlot) {
            inSlot = slots.enter(priority, patience);
        }
        return inSlot;
    }

    /** To be called once, when the run is through. */
    public void leave() {
        if (inSlot) {
            slots.giveBack(priority);
        } else {
            slots.leave();
        }
    }
}
