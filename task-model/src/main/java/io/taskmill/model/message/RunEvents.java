package io.taskmill.model.message;

import io.taskmill.model.Names;
import java.util.List;

/** Events of runs of one session whose tasks live on one shard, in the order in which they happened. */
public record RunEvents(String session, List<RunEvent> events) implements ShardMessage {

    public RunEvents {
        Names.requireId("session", session);
        events = List.copyOf(events);
    }
}
