package io.taskmill.messaging.publish;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A message on its way. */
public final class Publication {

    private enum Stage {
        WAITING,
        SENT,
        WITHDRAWN
    }

    private final Outbound outbound;
    private final PublishObserver observer;
    private final long handedOver = System.nanoTime();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private final AtomicBoolean settled = new AtomicBoolean();
    private final CompletableFuture<PublishOutcome> outcome = new CompletableFuture<>();
    private volatile boolean returned;

    Publication(Outbound outbound, PublishObserver observer) {
        this.outbound = outbound;
        this.observer = observer;
    }

    Outbound outbound() {
        return outbound;
    }

    /** Completed on the connection's own thread: what depends on it must not block. */
    public CompletableFuture<PublishOutcome> outcome() {
        return outcome;
    }

    /**
     * Waits for the outcome, and takes the message back when it does not come: then the answer is {@code NotSent} if the
     * message had not left yet (and never will), else {@code Unknown}.
     */
    public PublishOutcome await(Duration timeout) throws InterruptedException {
        try {
            return outcome.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (stage.compareAndSet(Stage.WAITING, Stage.WITHDRAWN)) {
                failed(new PublishOutcome.NotSent("not sent within " + timeout.toMillis() + " ms"));
                return outcome.join();
            }
            return new PublishOutcome.Unknown("no confirm within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome is a value, never an exception", e);
        }
    }

    /** Whether it may be sent now; false if it was withdrawn. */
    boolean markSent() {
        return stage.compareAndSet(Stage.WAITING, Stage.SENT);
    }

    void markReturned() {
        returned = true;
    }

    void confirmed() {
        settle(returned ? new PublishOutcome.Returned("no queue for " + key()) : new PublishOutcome.Accepted());
    }

    void failed(PublishOutcome verdict) {
        settle(verdict);
    }

    private void settle(PublishOutcome verdict) {
        if (settled.compareAndSet(false, true)) {
            // first the observer: who has seen the outcome finds it measured
            observer.settled(verdict, System.nanoTime() - handedOver);
            outcome.complete(verdict);
        }
    }

    private String key() {
        return outbound.exchange() + "/" + outbound.routingKey();
    }
}
