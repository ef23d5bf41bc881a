package io.taskmill.api.ask;

import io.taskmill.api.start.Startup;
import io.taskmill.api.view.TaskView.WaitingFor;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts the living workers that can run a task. Reads them at most once in two seconds, for all requests together. */
public final class CapableWorkers {

    static final Duration KEPT = Duration.ofSeconds(2);

    /** More are not counted. */
    private static final int MOST = 1_000;

    private final Startup startup;
    private final LongSupplier nanoTime;

    /** Guards {@link #living} and {@link #read}; held while reading, so that many requests read once. */
    private final ReentrantLock lock = new ReentrantLock();

    private List<WorkerInfo> living = List.of();
    private @Nullable Long read;

    /** @param nanoTime as {@link System#nanoTime} */
    CapableWorkers(Startup startup, LongSupplier nanoTime) {
        this.startup = startup;
        this.nanoTime = nanoTime;
    }

    /**
     * What a task that was asked for like that waits for. A worker that does not tell its types
     * counts as none that can, and neither does one that drains.
     *
     * @throws io.taskmill.store.StoreUnavailableException if the store does not answer
     */
    WaitingFor of(TaskSpec spec) {
        return new WaitingFor(
                spec.type(), spec.typeVersion(), spec.pool(), capableOf(spec).size());
    }

    /** Those workers. */
    public List<WorkerInfo> capableOf(TaskSpec spec) {
        return living().stream().filter(worker -> isCapable(worker, spec)).toList();
    }

    private static boolean isCapable(WorkerInfo worker, TaskSpec spec) {
        return !worker.draining()
                && worker.pools().contains(spec.pool())
                && worker.types().getOrDefault(spec.type(), 0) >= spec.typeVersion();
    }

    private List<WorkerInfo> living() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (read == null || now - read >= KEPT.toNanos()) {
                living = startup.installed().living().apply(MOST).stream()
                        .map(Session::worker)
                        .filter(Objects::nonNull)
                        .toList();
                read = now;
            }
            return living;
        } finally {
            lock.unlock();
        }
    }
}
