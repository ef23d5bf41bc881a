package io.taskmill.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a worker is at a moment.
 *
 * @param running false before its start and from the moment it drains
 * @param announced whether the broker has all types that it can run
 * @param session null while it has none whose first heartbeat is confirmed
 * @param leaseLeft how long its session's lease stands by its own reckoning; zero if it does not
 * @param used slots taken by runs of this session
 * @param leaked runs of any session that were stopped and go on all the same
 */
public record WorkerStatus(
        boolean running,
        boolean announced,
        @Nullable String session,
        Duration leaseLeft,
        int slots,
        int used,
        int leaked) {

    /** Whether it takes work, and what it does counts. */
    public boolean isReady() {
        return running && announced && session != null && leaseLeft.isPositive();
    }

    /** Slots that runs could take; none without a session. */
    public int free() {
        return session == null ? 0 : slots - used;
    }
}
