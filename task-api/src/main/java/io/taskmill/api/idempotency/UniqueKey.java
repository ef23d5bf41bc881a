package io.taskmill.api.idempotency;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What there is to be one task of at a time, in its type: while that task is pending, or for a time.
 *
 * @param span how long one submission keeps others off, whatever its task comes to; null for as long as its task is pending,
 *     and {@link #LONGEST} at most
 * @param refuses whether others are refused, instead of being given the task that there is
 */
public record UniqueKey(String type, String key, @Nullable Duration span, boolean refuses) implements SubmissionKey {

    /** A task that is pending for longer keeps nobody off any more. */
    public static final Duration LONGEST = Duration.ofDays(30);

    @Override
    public String id() {
        return Sha256.hex("taskmill unique key 1", type, key);
    }

    @Override
    public String name() {
        return "unique key";
    }

    /** After this the store may forget it. */
    Duration ttl() {
        return span == null ? LONGEST : span;
    }

    /** Without the key, which is the caller's own matter. */
    @Override
    public String toString() {
        return "UniqueKey[" + id() + "]";
    }
}
