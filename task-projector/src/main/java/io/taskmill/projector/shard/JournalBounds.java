package io.taskmill.projector.shard;

import java.time.Duration;

/**
 * How much of the journal is kept.
 *
 * @param age how long; zero for ever
 * @param entries how many, the latest; 0 for any number
 */
public record JournalBounds(Duration age, long entries) {}
