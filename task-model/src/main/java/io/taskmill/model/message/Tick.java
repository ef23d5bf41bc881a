package io.taskmill.model.message;

import java.time.Duration;
import java.time.Instant;

/**
 * Time enters a shard as messages: each projector replica sends one a second to every shard.
 *
 * @param sender the replica
 * @param uptime the sender's own monotonic clock; only spans between ticks of one sender mean anything
 * @param at the sender's wall clock, for the shard's folded watermark
 */
public record Tick(String sender, Duration uptime, Instant at) implements ShardMessage {}
