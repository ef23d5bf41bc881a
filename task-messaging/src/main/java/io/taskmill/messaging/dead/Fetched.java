package io.taskmill.messaging.dead;

import org.jspecify.annotations.Nullable;

/**
 * A letter that is held: nobody else gets it until it is acknowledged or the channel closes.
 *
 * @param tag 1 for the first one that the channel fetched, then 2 …
 * @param body all of it; null where it was not kept
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Fetched(long tag, DeadLetter letter, byte @Nullable [] body) {}
