package io.taskmill.api.stream;

import io.taskmill.api.text.Language;
import io.taskmill.model.TaskId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who looks on: what has changed and was not sent yet, the latest of each task, within a bound. One thread takes
 * and sends; any may offer.
 */
final class Reader {

    private static final long NOT_SENDING = Long.MIN_VALUE;

    private final TaskFilter filter;
    private final Language language;
    private final int bound;
    private final String connection;
    private final Thread thread;

    /** Guards the fields below it but the volatile one. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Map<TaskId, RowEvent> waiting = new LinkedHashMap<>();
    private @Nullable ResetReason reset = ResetReason.CONNECTED;
    private boolean ended;

    /** In nanoseconds; moves on with each event that gets through. */
    private volatile long sendingSince = NOT_SENDING;

    /**
     * What is to be sent; neither a reset nor rows where the time is up.
     *
     * @param reset comes before the rows
     */
    record Batch(@Nullable ResetReason reset, List<RowEvent> rows) {}

    /**
     * @param bound how many tasks may wait
     * @param connection the HTTP connection that it reads from
     * @param thread the one that takes and sends
     */
    Reader(TaskFilter filter, Language language, int bound, String connection, Thread thread) {
        this.filter = filter;
        this.language = language;
        this.bound = bound;
        this.connection = connection;
        this.thread = thread;
    }

    Language language() {
        return language;
    }

    String connection() {
        return connection;
    }

    Thread thread() {
        return thread;
    }

    void offer(RowEvent event) {
        if (!filter.wants(event.change())) {
            return;
        }
        lock.lock();
        try {
            if (waiting.size() == bound && !waiting.containsKey(event.task())) {
                resetNow(ResetReason.OVERRUN);
            }
            waiting.merge(event.task(), event, (old, fresh) -> old.version() > fresh.version() ? old : fresh);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** What waits was written before whatever is listed after. */
    void reset(ResetReason reason) {
        lock.lock();
        try {
            resetNow(reason);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void resetNow(ResetReason reason) {
        waiting.clear();
        if (reset == null) {
            reset = reason;
        }
    }

    /** Nothing more is sent. */
    void end() {
        lock.lock();
        try {
            ended = true;
            waiting.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for something to send.
     *
     * @return null at the end of the stream
     */
    @Nullable Batch take(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (!ended && reset == null && waiting.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (ended) {
                return null;
            }
            Batch batch = new Batch(reset, List.copyOf(waiting.values()));
            reset = null;
            waiting.clear();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** An event is about to be sent, or has got through and the next one follows. */
    void sending(long nanos) {
        sendingSince = nanos;
    }

    void sent() {
        sendingSince = NOT_SENDING;
    }

    /** Whether one event has been on its way for longer than that. */
    boolean isStalled(long nanos, Duration longest) {
        long since = sendingSince;
        return since != NOT_SENDING && nanos - since > longest.toNanos();
    }
}
