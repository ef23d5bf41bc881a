package io.taskmill.it.mortal;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends the process at one of its writes of the journal, as hard as {@code kill -9} does. The driver tells of a write in the
 * thread that makes it: before it is sent, and before whoever asked for it is told that it is made.
 */
final class JournalWatch implements CommandListener {

    private static final int KILLED = 137;

    private final JournalDeath death;
    private final AtomicInteger left;

    /** Requests that the process does not outlive. */
    private final Set<Integer> last = ConcurrentHashMap.newKeySet();

    /** @param survived how many writes it outlives */
    JournalWatch(JournalDeath death, int survived) {
        this.death = death;
        this.left = new AtomicInteger(survived);
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        boolean tells = event.getCommandName().equals("insert")
                && event.getCommand().getString("insert").getValue().equals("journal");
        if (!tells || left.getAndDecrement() > 0) {
            return;
        }
        if (death == JournalDeath.BEFORE_TELLING) {
            Runtime.getRuntime().halt(KILLED);
        }
        last.add(event.getRequestId());
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        if (last.contains(event.getRequestId())) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
