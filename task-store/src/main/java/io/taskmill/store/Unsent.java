package io.taskmill.store;

import java.time.Duration;

/**
 * A command that is not known to be published, and who is about to do so.
 *
 * @param holder drawn anew by each request that takes the lease
 * @param lease how long the holder has, by the store's clock, from when the store wrote down that it has it
 * @param command encoded; whoever takes over publishes this one. Not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Unsent(String holder, Duration lease, byte[] command) {}
