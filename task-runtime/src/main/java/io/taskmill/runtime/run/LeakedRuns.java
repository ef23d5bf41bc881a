package io.taskmill.runtime.run;

import io.taskmill.runtime.log.RunScope;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that were stopped and whose handlers have not returned: they pay no heed to being interrupted, and hold their slots
 * until they return. Counted for the whole process, since they outlive their session.
 */
public final class LeakedRuns {

    private static final Logger LOG = LoggerFactory.getLogger(LeakedRuns.class);

    private final Duration patience;
    private final AtomicInteger count = new AtomicInteger();

    /** @param patience how long a handler may take to return once it is interrupted */
    public LeakedRuns(Duration patience) {
        this.patience = patience;
    }

    public int count() {
        return count.get();
    }

    /**
     * The run was stopped just now.
     *
     * @param unresponsive called if it does not return in time; must not block
     */
    void watch(TaskRun run, Consumer<TaskRun> unresponsive) {
        CompletableFuture.delayedExecutor(patience.toNanos(), TimeUnit.NANOSECONDS)
                .execute(() -> {
                    if (!run.returned().isDone()) {
                        leaked(run);
                        unresponsive.accept(run);
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
