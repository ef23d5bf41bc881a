package io.taskmill.it.audit;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Which processes were killed, and when: what they had begun is taken up by others. */
public final class Kills {

    private static final Clock CLOCK = Clock.systemUTC();

    private final Map<Long, Long> atMillisByPid = new HashMap<>();

    /** To be told after the process is dead. */
    public void add(long pid) {
        atMillisByPid.put(pid, CLOCK.millis());
    }

    public int count() {
        return atMillisByPid.size();
    }

    boolean hasKilled(long pid) {
        return atMillisByPid.containsKey(pid);
    }

    /** When, by the machine's clock; {@code Long.MAX_VALUE} if it was not. */
    long atMillis(long pid) {
        return atMillisByPid.getOrDefault(pid, Long.MAX_VALUE);
    }
}
