package io.taskmill.it.mortal;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Ends the process at one write of an outbox, as hard as {@code kill -9} does. The driver tells of a write in the thread
 * that makes it: before it is sent, and before whoever asked for it is told that it is made.
 */
final class OutboxWatch implements CommandListener {

    private final OutboxDeath death;

    /** Tasks with a follow-up that this process has written. */
    private final Set<BsonValue> written = ConcurrentHashMap.newKeySet();

    /** Requests that the process does not outlive. */
    private final Set<Integer> last = ConcurrentHashMap.newKeySet();

    OutboxWatch(OutboxDeath death) {
        this.death = death;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        BsonDocument command = event.getCommand();
        if (!event.getCommandName().equals("update")
                || !command.getString("update").getValue().equals("tasks")) {
            return;
        }
        for (BsonValue each : command.getArray("updates")) {
            BsonValue task = each.asDocument().getDocument("q").get("_id");
            if (each.asDocument().getDocument("u").getDocument("$set").containsKey("outbox")) {
                written.add(task);
                dieAfter(OutboxDeath.AFTER_WRITE, event);
            } else if (written.contains(task)) {
                if (death == OutboxDeath.AFTER_CONFIRM) {
                    Runtime.getRuntime().halt(137); // it is cleared because it is confirmed
                }
                dieAfter(OutboxDeath.AFTER_CLEAR, event);
            }
        }
    }

    private void dieAfter(OutboxDeath step, CommandStartedEvent event) {
        if (step == death) {
            last.add(event.getRequestId());
        }
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        if (last.contains(event.getRequestId())) {
            Runtime.getRuntime().halt(137);
        }
    }
}
