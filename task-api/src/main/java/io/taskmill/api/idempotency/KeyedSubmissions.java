package io.taskmill.api.idempotency;

import io.taskmill.api.idempotency.IdempotencyMetrics.Outcome;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.publish.Acceptance;
import io.taskmill.api.publish.CommandPublisher;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunCommand;
import io.taskmill.store.Reservation;
import io.taskmill.store.Reservations;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.store.Unsent;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Submits under a key: look it up, make the command, reserve the key, publish, mark it sent (invariant 7).
 *
 * <p>Whatever dies between two of these steps, the key stands for one task id from the reservation on. A repeat that finds
 * a reservation without the mark waits for the lease to be over, takes it over and publishes the same command under the
 * same id, marked {@code again}. So a command may be published more than once: after a crash behind the publish, where a
 * mark could not be written, and by a process that was stalled between its last look at the lease and its publish. Commands
 * may be published any number of times; what never happens is a second id.
 *
 * <p>That a lease is over is for the store to say. Here only the span since before it was asked for is measured, by this
 * process's own monotonic clock: a publish does not begin unless its confirm comes within the lease, or not at all.
 */
public final class KeyedSubmissions {

    private static final Logger LOG = LoggerFactory.getLogger(KeyedSubmissions.class);

    /** Invariant 7 names it; where confirms are waited for longer than by default, twice as long as that. */
    static final Duration SHORTEST_LEASE = Duration.ofSeconds(10);

    /** What a submission came to. */
    public sealed interface Submitted {

        /** The broker has confirmed it. */
        record Accepted(RunCommand command) implements Submitted {}

        /** It was submitted before. */
        record Repeated(TaskId task) implements Submitted {}
    }

    private final Reservations reservations;
    private final WireCodec codec;
    private final IdempotencyMetrics metrics;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;
    private final Duration ttl;
    private final Duration confirmTimeout;
    private final Duration lease;

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param confirmTimeout the longest that a publish takes
     */
    public KeyedSubmissions(
            Reservations reservations,
            WireCodec codec,
            IdempotencyMetrics metrics,
            RandomGenerator random,
            LongSupplier nanoTime,
            Duration ttl,
            Duration confirmTimeout) {
        this.reservations = reservations;
        this.codec = codec;
        this.metrics = metrics;
        this.random = random;
        this.nanoTime = nanoTime;
        this.ttl = ttl;
        this.confirmTimeout = confirmTimeout;
        Duration twice = confirmTimeout.multipliedBy(2);
        this.lease = twice.compareTo(SHORTEST_LEASE) > 0 ? twice : SHORTEST_LEASE;
    }

    /**
     * @param making validates the submission; not asked if the key is known, so that what was accepted once can be repeated
     *     whatever has become of its type
     * @throws ApiException if the key is another body's or in use, the submission is refused, the command could not be made
     *     durable, or the store does not answer
     */
    public Submitted submit(
            IdempotencyKey key, String fingerprint, Supplier<RunCommand> making, CommandPublisher commands) {
        return submit(key, fingerprint, ttl, making, commands);
    }

    Submitted submit(
            SubmissionKey key,
            String fingerprint,
            Duration kept,
            Supplier<RunCommand> making,
            CommandPublisher commands) {
        Optional<Reservation> known = lookUp(key);
        if (known.isPresent()) {
            return repeat(key, known.get(), fingerprint, commands);
        }
        RunCommand command = making.get();
        long begun = nanoTime.getAsLong();
        Unsent mine = new Unsent(holder(), lease, codec.encode(command));
        Reservation fresh = new Reservation(key.id(), fingerprint, command.task(), mine);
        if (!reserve(key, fresh, kept)) {
            return repeat(key, lookUp(key).orElseThrow(() -> inUse(key)), fingerprint, commands);
        }
        publishFirst(key, fresh, mine, begun, command, commands);
        markSent(fresh);
        return new Submitted.Accepted(command);
    }

    private Submitted repeat(SubmissionKey key, Reservation known, String fingerprint, CommandPublisher commands) {
        if (!known.fingerprint().equals(fingerprint)) {
            metrics.count(Outcome.MISMATCH);
            throw ApiException.of(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "This " + key.name() + " came with another body before. Take a new key for a new task.");
        }
        MDC.put("task", known.task().toString()); // RequestMdc takes it away
        Unsent unsent = known.unsent();
        if (unsent == null) {
            return repeated(known);
        }
        long begun = nanoTime.getAsLong();
        Unsent mine = new Unsent(holder(), lease, unsent.command());
        if (!takeOver(key, known, mine)) {
            return lookUp(key)
                    .filter(now -> now.unsent() == null)
                    .map(this::repeated)
                    .orElseThrow(() -> inUse(key));
        }
        RunCommand command = (RunCommand) codec.decodeShardMessage(mine.command());
        publishAgain(key, known, mine, begun, command, commands);
        markSent(known);
        return new Submitted.Accepted(command);
    }

    private Submitted repeated(Reservation sent) {
        metrics.count(Outcome.REPEATED);
        return new Submitted.Repeated(sent.task());
    }

    private ApiException inUse(SubmissionKey key) {
        metrics.count(Outcome.CONFLICT);
        return ApiException.of(
                ProblemType.IDEMPOTENCY_KEY_IN_USE,
                "A submission with this " + key.name() + " is under way, or broke off less than " + lease.toSeconds()
                        + " s ago. " + again(key));
    }

    Optional<Reservation> lookUp(SubmissionKey key) {
        return asking(key, () -> reservations.find(key.id()));
    }

    /** The key is free again: what was sent under it keeps nobody off any more. */
    void forget(SubmissionKey key, Reservation sent) {
        var _ = asking(key, () -> reservations.forget(sent.key(), sent.task()));
    }

    private boolean reserve(SubmissionKey key, Reservation fresh, Duration kept) {
        boolean reserved = asking(key, () -> reservations.reserve(fresh, kept));
        if (reserved) {
            metrics.count(Outcome.RESERVED);
        }
        return reserved;
    }

    private boolean takeOver(SubmissionKey key, Reservation known, Unsent mine) {
        boolean taken = asking(key, () -> reservations.takeOver(known, mine.holder(), mine.lease()));
        if (taken) {
            metrics.count(Outcome.TAKEN_OVER);
        }
        return taken;
    }

    /** Nobody else has this id. If it is certainly nowhere, the key is free again at once. */
    private void publishFirst(
            SubmissionKey key,
            Reservation fresh,
            Unsent mine,
            long begun,
            RunCommand command,
            CommandPublisher commands) {
        PublishOutcome outcome = coversConfirm(begun) ? commands.publish(command) : tooLate();
        if (isNowhere(outcome) && !drop(fresh, mine)) {
            outcome = new PublishOutcome.Unknown("another request may have published it meanwhile");
        }
        require(key, command, outcome);
    }

    /** Any of the holders before may have published it, so the key keeps its id whatever comes of this. */
    private void publishAgain(
            SubmissionKey key,
            Reservation known,
            Unsent mine,
            long begun,
            RunCommand command,
            CommandPublisher commands) {
        PublishOutcome outcome = coversConfirm(begun) ? commands.publishAgain(command) : tooLate();
        if (isNowhere(outcome)) {
            release(known, mine);
            outcome = new PublishOutcome.Unknown("it could not be published again, and perhaps it was before");
        }
        require(key, command, outcome);
    }

    private static void require(SubmissionKey key, RunCommand command, PublishOutcome outcome) {
        Acceptance.require(command.task(), outcome, "It is nowhere. " + again(key), again(key));
    }

    private boolean coversConfirm(long begun) {
        return Duration.ofNanos(nanoTime.getAsLong() - begun)
                        .plus(confirmTimeout)
                        .compareTo(lease)
                <= 0;
    }

    private static PublishOutcome tooLate() {
        return new PublishOutcome.NotSent("the store took too long to reserve the key");
    }

    private static boolean isNowhere(PublishOutcome outcome) {
        return switch (outcome) {
            case PublishOutcome.NotSent _, PublishOutcome.Impossible _, PublishOutcome.Returned _ -> true;
            case PublishOutcome.Accepted _, PublishOutcome.Unknown _ -> false;
        };
    }

    /** The task is accepted, with or without the mark; without it a repeat publishes once more. */
    private void markSent(Reservation reservation) {
        try {
            reservations.markSent(reservation.key(), reservation.task());
        } catch (StoreUnavailableException e) {
            LOG.warn("idempotency key not marked sent, a repeat will publish its task again", e);
        }
    }

    private boolean drop(Reservation reservation, Unsent mine) {
        try {
            return reservations.drop(reservation.key(), mine.holder());
        } catch (StoreUnavailableException e) {
            LOG.warn("idempotency key not dropped, it stays in use until its lease is over", e);
            return false;
        }
    }

    private void release(Reservation reservation, Unsent mine) {
        try {
            reservations.release(reservation.key(), mine.holder());
        } catch (StoreUnavailableException e) {
            LOG.warn("idempotency key not released, it stays in use until its lease is over", e);
        }
    }

    private static String again(SubmissionKey key) {
        return "Submit it again with the same " + key.name() + ".";
    }

    private static <T> T asking(SubmissionKey key, Supplier<T> access) {
        try {
            return access.get();
        } catch (StoreUnavailableException e) {
            throw ApiException.of(
                    ProblemType.STORE_UNAVAILABLE,
                    "The store, which knows whether this " + key.name() + " was used, does not answer."
                            + " This request has published nothing. " + again(key),
                    e);
        }
    }

    private String holder() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }
}
