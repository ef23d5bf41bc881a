package io.taskmill.model;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether and when a failed attempt is followed by another one: exponential back-off with full jitter, as in Marc
 * Brooker's "Exponential Backoff And Jitter" (2015).
 *
 * @param maxAttempts all attempts together, 1 to {@value #MOST_ATTEMPTS}
 * @param backoff the longest wait after the first attempt; twice as long after each further one
 * @param maxBackoff what the doubling ends at
 * @param neverOn codes of errors that no attempt follows, whatever the error says of itself
 */
public record RetryPolicy(int maxAttempts, Duration backoff, Duration maxBackoff, Set<String> neverOn) {

    public static final int MOST_ATTEMPTS = 1_000;
    public static final Duration SHORTEST_BACKOFF = Duration.ofMillis(1);
    public static final Duration LONGEST_BACKOFF = Duration.ofDays(7);
    private static final int MOST_CODES = 64;

    /** One attempt. The waits count only where a submission asks for more attempts without naming them. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofMinutes(5), Set.of());

    /** 2^40 milliseconds are more than any back-off. */
    private static final int DOUBLINGS = 40;

    public RetryPolicy {
        if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "retry.maxAttempts is " + maxAttempts + " but must be 1 to " + MOST_ATTEMPTS);
        }
        if (backoff.compareTo(SHORTEST_BACKOFF) < 0 || backoff.compareTo(LONGEST_BACKOFF) > 0) {
            throw new IllegalArgumentException(
                    "retry.backoff is " + backoff + " but must be at least 1 ms and at most " + LONGEST_BACKOFF);
        }
        if (maxBackoff.compareTo(backoff) < 0 || maxBackoff.compareTo(LONGEST_BACKOFF) > 0) {
            throw new IllegalArgumentException("retry.maxBackoff is " + maxBackoff + " but must be at least backoff, "
                    + backoff + ", and at most " + LONGEST_BACKOFF);
        }
        backoff = backoff.truncatedTo(ChronoUnit.MILLIS); // which is what documents keep
        maxBackoff = maxBackoff.truncatedTo(ChronoUnit.MILLIS);
        if (neverOn.size() > MOST_CODES) {
            throw new IllegalArgumentException(
                    "retry.neverOn names " + neverOn.size() + " codes but may name " + MOST_CODES);
        }
        neverOn = Collections.unmodifiableSet(new TreeSet<>(neverOn));
    }

    /** Whether another attempt follows one that failed like that. */
    public boolean retries(int attempt, TaskError error) {
        return attempt < maxAttempts && error.retryable() && !neverOn.contains(error.code());
    }

    /**
     * How long the task waits after an attempt: any span up to the back-off, drawn from the task's id and the epoch, so
     * that the same failure always gives the same wait; and never less than the error asks for.
     */
    public Duration delay(TaskId task, int epoch, int attempt, TaskError error) {
        long longest = Math.min(maxBackoff.toMillis(), shifted(backoff.toMillis(), Math.min(attempt - 1, DOUBLINGS)));
        Duration drawn = Duration.ofMillis((long) (longest * fraction(task, epoch)));
        Duration asked = error.retryAfter();
        return asked != null && asked.compareTo(drawn) > 0 ? asked : drawn;
    }

    private static long shifted(long millis, int doublings) {
        return millis > Long.MAX_VALUE >> doublings ? Long.MAX_VALUE : millis << doublings;
    }

    /** 0 to 1, uniform over ids and epochs: the finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static double fraction(TaskId task, int epoch) {
        long bits = task.value().getLeastSignificantBits()
                ^ Long.rotateLeft(task.value().getMostSignificantBits(), 32);
        bits += 0x9E3779B97F4A7C15L * epoch;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        bits ^= bits >>> 31;
        return (bits >>> 11) * 0x1.0p-53;
    }
}
