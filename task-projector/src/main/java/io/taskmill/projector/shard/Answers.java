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

/** Answers that a batch gave: a batch is acknowledged only when they are out, so that a refusal is never lost. */
final class Answers {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<CompletableFuture<PublishOutcome>> underWay = new ArrayList<>();

    void add(CompletableFuture<PublishOutcome> answer) {
        underWay.add(answer);
    }

    /** @throws MessagingException if the broker did not take them in time; the batch is then folded again */
    void await() throws InterruptedException {
        CompletableFuture<Void> all = CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new));
        underWay.clear();
        try {
            all.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new MessagingException("answers were not confirmed within " + PATIENCE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome is a value, never an exception", e);
        }
    }
}
