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
    private final int slots;
    private final Headroom headroom = new Headroom();
    private @Nullable Long fullSince;
    private boolean paused;

    Lane(Priority priority, int slots) {
        this.priority = priority;
        this.slots = slots;
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
        headroom.started();
        return waiting.remove().received();
    }

    /** Lets the queues deliver as many as are started here. */
    void adapt(long now) {
        int prefetch = slots + headroom.at(now);
        subscriptions.forEach(subscription -> subscription.prefetch(prefetch));
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
            back.add(waiting.remove().received());
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
