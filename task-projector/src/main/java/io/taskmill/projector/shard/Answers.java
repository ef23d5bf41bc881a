package io.taskmill.projector.shard;

import io.taskmill.messaging.MessagingException;
import io.taskmill.messaging.publish.PublishOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Answers that a batch gave: a batch is acknowledged only when they are out, so that a refusal is never lost. */
final class Answers {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<CompletableFuture<PublishOutcome>> underWay = new ArrayList<>();
    private final BooleanSupplier blocked;
    private final Duration patience;

    /** @param blocked whether the broker is there and takes nothing: folding once more would publish everything once more */
    Answers(BooleanSupplier blocked) {
        this(blocked, PATIENCE);
    }

    Answers(BooleanSupplier blocked, Duration patience) {
        this.blocked = blocked;
        this.patience = patience;
    }

    void add(CompletableFuture<PublishOutcome> answer) {
        underWay.add(answer);
    }

    /**
     * Waits while the broker blocks publishers, however long that takes.
     *
     * @throws MessagingException if it does not and did not take them in time; the batch is then folded again
     */
    void await() throws InterruptedException {
        CompletableFuture<Void> all = CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new));
        underWay.clear();
        do {
            try {
                all.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!blocked.getAsBoolean()) {
                    throw new MessagingException("answers were not confirmed within " + patience.toSeconds() + " s", e);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("an outcome is a value, never an exception", e);
            }
        } while (!all.isDone());
    }
}
