package io.taskmill.runtime;

import io.taskmill.model.Names;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this worker works.
 *
 * @param name shown to people; the host's name and the process id if absent
 * @param slots how many tasks run at the same time, 1 to 10000
 * @param slotsForHigh how many of them only tasks of high priority may take; fewer than {@code slots}, and without effect
 *     where there is only one
 * @param pools whose tasks it runs; those of its handlers if empty
 * @param linger how long an event waits for others to share a message with
 * @param ackAfter after how long a running task's command is acknowledged, so that no broker timeout ends it
 * @param grace how long running tasks may go on when the worker is stopped
 * @param shardsTimeout how long to wait at a broker that knows no installation with this number of shards before refusing
 *     to start
 */
@ConfigurationProperties("taskmill.worker")
public record WorkerProperties(
        @Nullable String name,
        @DefaultValue("32") int slots,
        @DefaultValue("1") int slotsForHigh,
        @DefaultValue Set<String> pools,
        @DefaultValue("5ms") Duration linger,
        @DefaultValue("20s") Duration ackAfter,
        @DefaultValue("20s") Duration grace,
        @DefaultValue("60s") Duration shardsTimeout) {

    public WorkerProperties {
        if (slots < 1 || slots > 10_000) {
            throw new IllegalArgumentException("taskmill.worker.slots is " + slots + " but must be 1 to 10000");
        }
        if (slotsForHigh < 0 || (slotsForHigh >= slots && slots > 1)) {
            throw new IllegalArgumentException("taskmill.worker.slots-for-high is " + slotsForHigh
                    + " but must be 0 or more and less than taskmill.worker.slots=" + slots);
        }
        pools = Set.copyOf(pools);
        for (String pool : pools) {
            try {
                Names.requirePool(pool);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("taskmill.worker.pools: " + e.getMessage(), e);
            }
        }
    }
}
