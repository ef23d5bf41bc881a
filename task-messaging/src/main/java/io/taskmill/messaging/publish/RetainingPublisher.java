package io.taskmill.messaging.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each message until the broker has confirmed it, however long that takes. In order as long as nothing fails; over
 * an outage messages may change places, as what travels here allows (run events carry their seq). Meant for messages whose
 * number is bounded by what they are about (a state event for each running task); it does not bound them itself.
 */
public final class RetainingPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RetainingPublisher.class);

    private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

    private record Kept(Outbound outbound, boolean returnIsFinal, CompletableFuture<PublishOutcome> outcome) {}

    private final Publisher publisher;
    private final ScheduledExecutorService retries = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("publisher-retries").daemon().factory());

    /** Guards {@link #delayed} and {@link #retryScheduled}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Queue<Kept> delayed = new ArrayDeque<>();
    private boolean retryScheduled;

    public RetainingPublisher(Publisher publisher) {
        this.publisher = publisher;
    }

    /** Whether the broker is there and takes nothing. */
    public boolean isBlocked() {
        return publisher.blocked().isPresent();
    }

    /** Publishes until some queue has it. Completes with {@code Accepted}, or {@code Impossible}. */
    public CompletableFuture<PublishOutcome> publish(Outbound outbound) {
        return publish(new Kept(outbound, false, new CompletableFuture<>()));
    }

    /** Publishes until a queue has it or none is there to take it. Completes with {@code Accepted}, {@code Returned} or {@code Impossible}. */
    public CompletableFuture<PublishOutcome> publishUnlessReturned(Outbound outbound) {
        return publish(new Kept(outbound, true, new CompletableFuture<>()));
    }

    private CompletableFuture<PublishOutcome> publish(Kept kept) {
        lock.lock();
        try {
            if (retryScheduled) {
                delayed.add(kept);
            } else {
                attempt(kept);
            }
        } finally {
            lock.unlock();
        }
        return kept.outcome();
    }

    private void attempt(Kept kept) {
        var _ = publisher.publish(kept.outbound()).outcome().thenAccept(outcome -> {
            switch (outcome) {
                case PublishOutcome.Accepted accepted -> kept.outcome().complete(accepted);
                case PublishOutcome.Returned returned -> {
                    if (kept.returnIsFinal()) {
                        kept.outcome().complete(returned);
                    } else {
                        later(kept);
                    }
                }
                case PublishOutcome.Impossible impossible -> {
                    LOG.error(
                            "message given up exchange={} key={} reason={}",
                            kept.outbound().exchange(),
                            kept.outbound().routingKey(),
                            impossible.reason());
                    kept.outcome().complete(impossible);
                }
                case PublishOutcome.NotSent _ -> later(kept);
                case PublishOutcome.Unknown _ ->
                    later(new Kept(kept.outbound().markedAgain(), kept.returnIsFinal(), kept.outcome()));
            }
        });
    }

    private void later(Kept kept) {
        lock.lock();
        try {
            delayed.add(kept);
            scheduleRetry();
        } finally {
            lock.unlock();
        }
    }

    /** Under {@link #lock}. */
    private void scheduleRetry() {
        if (retryScheduled) {
            return;
        }
        retryScheduled = true;
        try {
            var _ = retries.schedule(this::retryDelayed, RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // closed: nobody waits for the outcome any more, and what is handed over from now on is not tried
        }
    }

    /** What there is room for; while the broker takes nothing that is nothing, however much is kept. */
    private void retryDelayed() {
        lock.lock();
        try {
            retryScheduled = false;
            for (int left = delayed.size(); left > 0 && publisher.isTaking(); left--) {
                attempt(delayed.remove());
            }
            if (!delayed.isEmpty()) {
                scheduleRetry();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        retries.shutdownNow();
        publisher.close();
    }
}
