package io.taskmill.api.stream;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** All who look on. Stops before the web server drains, which would wait for streams that never end. */
@Component
class Readers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final long CHECK_MILLIS = 250;

    /** How long streams have to end when the process does. */
    private static final long LONGEST_END_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final StreamProperties properties;
    private final HttpConnections connections;
    private final StreamMetrics metrics;
    private final Set<Reader> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("stream-watch").daemon().factory());

    /** Guards {@link #running} together with joining, leaving and planning. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition left = lock.newCondition();
    private volatile boolean running;

    Readers(StreamProperties properties, HttpConnections connections, StreamMetrics metrics) {
        this.properties = properties;
        this.connections = connections;
        this.metrics = metrics;
        metrics.watch(open::size);
    }

    @Override
    public void start() {
        running = true;
        var _ = watch.scheduleWithFixedDelay(this::dropStalled, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @throws ApiException if there are too many, or the process ends */
    void join(Reader reader) {
        lock.lock();
        try {
            if (!running) {
                throw ApiException.of(ProblemType.STREAM_UNAVAILABLE, "This API is about to stop.");
            }
            if (open.size() >= properties.maxReaders()) {
                throw ApiException.of(
                        ProblemType.STREAM_UNAVAILABLE,
                        "This API serves " + properties.maxReaders() + " streams already.");
            }
            open.add(reader);
        } finally {
            lock.unlock();
        }
    }

    void leave(Reader reader) {
        lock.lock();
        try {
            open.remove(reader);
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    void offer(List<RowEvent> events) {
        for (Reader reader : open) {
            events.forEach(reader::offer);
        }
    }

    void reset(ResetReason reason) {
        open.forEach(reader -> reader.reset(reason));
    }

    /** Runs something soon, on a thread of its own; never, if the process ends before. */
    void later(Runnable task, long nanos) {
        lock.lock();
        try {
            if (running) {
                var _ = watch.schedule(task, nanos, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void dropStalled() {
        long now = System.nanoTime();
        for (Reader reader : open) {
            if (reader.isStalled(now, properties.dropAfter())) {
                LOG.info("reader dropped reason=does-not-read after={}", properties.dropAfter());
                metrics.countDropped();
                leave(reader);
                connections.close(reader);
            }
        }
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            running = false;
            open.forEach(Reader::end);
            long time = LONGEST_END_NANOS;
            while (!open.isEmpty() && time > 0) {
                time = left.awaitNanos(time);
            }
            open.forEach(connections::close);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watch.shutdownNow();
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
