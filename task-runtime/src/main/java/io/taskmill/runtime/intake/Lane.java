package io.taskmill.runtime.intake;

import io.taskmill.messaging.consume.Received;
import io.taskmill.messaging.consume.Subscription;
import io.taskmill.model.Priority;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The work queues of one priority: what they have delivered, and whether they are consumed. Confined by its owner. */
final class Lane {

    /** How long a full worker goes on consuming: runs that end sooner than this never pause it. */
    static final Duration FULL_PATIENCE = Duration.ofMillis(50);

    /** How long a delivery may wait here for a slot. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private record Waiting(Received received, long since) {}

    private final Priority priority;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Long fullSince;
    private boolean paused;

    Lane(Priority priority) {
        this.priority = priority;
    }

    Priority priority() {
        return priority;
    }

    void add(Subscription subscription) {
        subscriptions.add(subscription);
    }

    List<Subscription> subscriptions() {
        return subscriptions;
    }

    void delivered(Received received, long now) {
        waiting.add(new Waiting(received, now));
    }

    boolean hasWork() {
        return !waiting.isEmpty();
    }

    Received take() {
        return waiting.remove().received();
    }

    /** A slot is free: the queues are consumed. */
    void free() {
        fullSince = null;
        if (paused) {
            paused = false;
            subscriptions.forEach(Subscription::resume);
        }
    }

    /** No slot is free: after a little patience the queues are left to others. Returns what has waited here too long. */
    List<Received> full(long now) {
        if (fullSince == null) {
            fullSince = now;
        }
        if (!paused && now - fullSince > FULL_PATIENCE.toNanos()) {
            paused = true;
            subscriptions.forEach(Subscription::pause);
        }
        List<Received> back = new ArrayList<>();
        while (!waiting.isEmpty() && now - waiting.element().since() > LONGEST_WAIT.toNanos()) {
            back.add(take());
        }
        return back;
    }

    /** Whether {@link #full} has something to do before long. */
    boolean isRestless() {
        return hasWork() || (fullSince != null && !paused);
    }

    List<Received> clear() {
        List<Received> all = waiting.stream().map(Waiting::received).toList();
        waiting.clear();
        return all;
    }
}
