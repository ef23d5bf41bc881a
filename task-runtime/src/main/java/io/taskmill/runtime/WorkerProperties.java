package io.taskmill.runtime;

import io.taskmill.messaging.config.Bounds;
import io.taskmill.model.Names;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this worker works.
 *
 * @param name shown to people; the host's name and the process id if absent or empty; at most 100 characters, none of
 *     them a control character
 * @param slots how many tasks run at the same time; 1 to 10000
 * @param slotsForHigh how many of them only tasks of high priority may take; 0 or more and fewer than {@code slots}, and
 *     without effect where there is only one
 * @param pools whose tasks it runs; those of its handlers if empty; each has 1 to 63 of a-z, 0-9, '_' and '-', not
 *     beginning with the last two
 * @param linger how long an event waits for others to share a message with; 0s to 1s
 * @param ackAfter after how long a running task's command is acknowledged, so that no broker timeout ends it; 0s to 15m
 * @param grace how long running tasks may go on when the worker is stopped; 0s to 1d
 * @param abortGrace how long a handler may take to return once it is interrupted, before its run counts as unresponsive;
 *     100ms to 20s, so that this is told before projectors end the run for themselves
 * @param shardsTimeout how long to wait at a broker that knows no installation with this number of shards before refusing
 *     to start; 0s to 1d
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
        @DefaultValue("10s") Duration abortGrace,
        @DefaultValue("60s") Duration shardsTimeout) {

    private static final int LONGEST_NAME = 100;
    private static final int MOST_SLOTS = 10_000;
    private static final Duration LONGEST_LINGER = Duration.ofSeconds(1);

    /** Brokers take back what is not acknowledged after half an hour, some sooner. */
    private static final Duration LATEST_ACK = Duration.ofMinutes(15);

    private static final Duration SHORTEST_ABORT_GRACE = Duration.ofMillis(100);
    private static final Duration LONGEST_ABORT_GRACE = Duration.ofSeconds(20);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    public WorkerProperties {
        name = name == null || name.isEmpty() ? null : requireName(name);
        Bounds.require("taskmill.worker.slots", slots, 1, MOST_SLOTS);
        if (slotsForHigh < 0 || (slotsForHigh >= slots && slots > 1)) {
            throw new IllegalArgumentException("taskmill.worker.slots-for-high is " + slotsForHigh
                    + " but must be 0 or more and less than taskmill.worker.slots=" + slots);
        }
        pools = Set.copyOf(pools);
        pools.forEach(WorkerProperties::requirePool);
        Bounds.require("taskmill.worker.linger", linger, Duration.ZERO, LONGEST_LINGER);
        Bounds.require("taskmill.worker.ack-after", ackAfter, Duration.ZERO, LATEST_ACK);
        Bounds.require("taskmill.worker.grace", grace, Duration.ZERO, LONGEST_WAIT);
        Bounds.require("taskmill.worker.abort-grace", abortGrace, SHORTEST_ABORT_GRACE, LONGEST_ABORT_GRACE);
        Bounds.require("taskmill.worker.shards-timeout", shardsTimeout, Duration.ZERO, LONGEST_WAIT);
    }

    /** It travels with each report and stands in logs. */
    private static String requireName(String name) {
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("taskmill.worker.name is '" + name.replaceAll("\\p{Cc}", "?")
                    + "' but must have at most "
                    + LONGEST_NAME + " characters, none of them a control character");
        }
        return name;
    }

    private static void requirePool(String pool) {
        try {
            Names.requirePool(pool);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("taskmill.worker.pools: " + e.getMessage(), e);
        }
    }
}
