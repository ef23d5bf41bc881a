package io.taskmill.handlers.storage;

import java.time.Instant;

/**
 * What an RBD image did in the span before a moment, as the cluster has counted it.
 *
 * @param at by the cluster's clock
 * @param readOps reads a second
 * @param writeOps writes a second
 * @param readBytes bytes read a second
 * @param writeBytes bytes written a second
 * @param readLatencyMillis of a read, on average
 * @param writeLatencyMillis of a write, on average
 */
public record Sample(
        Instant at,
        double readOps,
        double writeOps,
        double readBytes,
        double writeBytes,
        double readLatencyMillis,
        double writeLatencyMillis) {}
