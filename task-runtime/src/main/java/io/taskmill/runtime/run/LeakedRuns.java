package io.taskmill.runtime.run;

import io.taskmill.runtime.log.RunScope;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that were stopped and whose handlers have not returned: they pay no heed to being interrupted, and hold their slots
 * until they return. Counted for the whole process, since they outlive their session.
 */
public final class LeakedRuns {

    /** How long a handler may take to return once it is interrupted. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(LeakedRuns.class);

    private final Duration patience;
    private final AtomicInteger count = new AtomicInteger();

    public LeakedRuns() {
        this(PATIENCE);
    }

    LeakedRuns(Duration patience) {
        this.patience = patience;
    }

    public int count() {
        return count.get();
    }

    /** The run was stopped just now. */
    void watch(TaskRun run) {
        CompletableFuture.delayedExecutor(patience.toNanos(), TimeUnit.NANOSECONDS)
                .execute(() -> {
                    if (!run.returned().isDone()) {
                        leaked(run);
                    }
                });
    }

    private void leaked(TaskRun run) {
        count.incrementAndGet();
        try (RunScope _ = run.scope()) {
            LOG.warn(
                    "run leaked, its handler goes on although it was stopped task={} epoch={} run={} type={}",
                    run.task(),
                    run.fence(),
                    run.id(),
                    run.command().spec().type());
        }
        var _ = run.returned().thenRun(count::decrementAndGet);
    }
}
