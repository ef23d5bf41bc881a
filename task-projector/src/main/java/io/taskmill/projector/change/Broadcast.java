package io.taskmill.projector.change;

import io.taskmill.model.change.TasksChanged.Change;
import java.util.List;

/** Tells all who listen, or drops what it cannot. */
@FunctionalInterface
public interface Broadcast {

    /**
     * Sends changes in as many messages as they take; in one if there are none. Each counts for the sender, sent or
     * dropped. Never blocks.
     */
    void send(Sender sender, List<Change> changes);
}
