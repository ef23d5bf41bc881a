package io.taskmill.runtime.intake;

import io.taskmill.messaging.Topology;
import io.taskmill.messaging.consume.Received;
import io.taskmill.messaging.consume.Subscription;
import io.taskmill.model.Priority;
import io.taskmill.model.WorkQueue;
import io.taskmill.runtime.run.Place;
import io.taskmill.runtime.run.Slots;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The work queues of one kind and priority, one of each pool: what was asked of them, and what they have delivered. Confined
 * by its owner.
 */
final class Lane {

    /** How long a delivery may wait here for a slot. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private record Waiting(Received received, long since) {
        String queue() {
            return received.delivery().queue();
        }
    }

    private final WorkQueue.Kind kind;
    private final Priority priority;
    private final Map<String, Feed> feeds = new LinkedHashMap<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int turn;

    Lane(WorkQueue.Kind kind, Priority priority) {
        this.kind = kind;
        this.priority = priority;
    }

    /** Those of ordinary and of strict tasks of each priority, and that of suspects. */
    static List<Lane> all() {
        List<Lane> lanes = new ArrayList<>();
        for (Priority priority : Priority.values()) {
            lanes.add(new Lane(WorkQueue.Kind.ORDINARY, priority));
            lanes.add(new Lane(WorkQueue.Kind.STRICT, priority));
        }
        lanes.add(new Lane(WorkQueue.Kind.SUSPECT, Priority.LOW));
        return lanes;
    }

    int weight() {
        return priority.weight();
    }

    /** Its queue in a pool. */
    WorkQueue queue(String pool) {
        return new WorkQueue(pool, kind, priority);
    }

    /** How many of its commands could be taken on now. */
    int room(Slots slots) {
        return room(slots, 0);
    }

    /** How many could be if so many more slots were free. */
    int room(Slots slots, int more) {
        int free = slots.free(priority) + more;
        return switch (kind) {
            case ORDINARY -> free;
            case STRICT -> Math.min(free, slots.roomToAsk());
            case SUSPECT -> Math.min(free, slots.roomForSuspects());
        };
    }

    /** A place for one of its commands. */
    Optional<Place> place(Slots slots) {
        return switch (kind) {
            case ORDINARY -> slots.take(priority);
            case STRICT -> slots.takeToAsk(priority);
            case SUSPECT -> slots.takeForSuspect(priority);
        };
    }

    void add(String queue, Subscription subscription) {
        feeds.put(queue, new Feed(subscription));
    }

    int queues() {
        return feeds.size();
    }

    List<Subscription> subscriptions() {
        return feeds.values().stream().map(Feed::subscription).toList();
    }

    /** Whether nothing is wanted of that queue for now. */
    boolean isPaused(String queue) {
        Feed feed = feeds.get(queue);
        return feed != null && feed.isPaused();
    }

    /**
     * Leaves the queues of these pools alone, and of no others.
     *
     * @return what those have delivered and nobody has taken
     */
    List<Received> pause(Set<String> pools) {
        Set<String> paused =
                pools.stream().map(this::queue).map(Topology::workQueue).collect(Collectors.toSet());
        feeds.forEach((queue, feed) -> {
            if (feed.isPaused() != paused.contains(queue)) {
                if (feed.isPaused()) {
                    feed.resume();
                } else {
                    feed.pause();
                }
            }
        });
        List<Received> back = waiting.stream()
                .filter(held -> paused.contains(held.queue()))
                .map(Waiting::received)
                .toList();
        waiting.removeIf(held -> paused.contains(held.queue()));
        return back;
    }

    void delivered(Received received, long now) {
        Feed feed = feeds.get(received.delivery().queue());
        if (feed != null) {
            feed.delivered(now);
        }
        waiting.add(new Waiting(received, now));
    }

    boolean hasWork() {
        return !waiting.isEmpty();
    }

    Received take() {
        return waiting.remove().received();
    }

    int asked() {
        return feeds.values().stream().mapToInt(Feed::asked).sum();
    }

    int unsettled() {
        return feeds.values().stream()
                .mapToInt(feed -> feed.subscription().unsettled())
                .sum();
    }

    /** How many commands are here or must be on their way. */
    int expected(long now) {
        return waiting.size() + lively(now).stream().mapToInt(Feed::asked).sum();
    }

    /** Whether a queue is there that does not seem to be empty. */
    boolean isLively(long now) {
        return !lively(now).isEmpty();
    }

    private List<Feed> lively(long now) {
        return feeds.values().stream()
                .filter(feed -> !feed.isPaused() && !feed.isQuiet(now))
                .toList();
    }

    /** Asks those queues that do not seem to be empty, in turn. */
    void ask(int commands, long now) {
        List<Feed> lively = lively(now);
        for (int i = 0; i < lively.size(); i++) {
            int more = (commands + i) / lively.size();
            if (more > 0) {
                lively.get((turn + i) % lively.size()).ask(more, now);
            }
        }
        turn++;
    }

    /** One command of each queue that seems to be empty tells when it no longer is. */
    void listen(long now) {
        feeds.values().stream()
                .filter(feed -> !feed.isPaused() && feed.isQuiet(now) && feed.asked() == 0)
                .forEach(feed -> feed.ask(1, now));
    }

    void withdraw() {
        feeds.values().stream()
                .filter(feed -> feed.asked() > 0)
                .map(Feed::subscription)
                .forEach(Subscription::withdraw);
    }

    /** Takes out what has waited too long for a slot. */
    List<Received> overdue(long now) {
        List<Received> overdue = new ArrayList<>();
        while (!waiting.isEmpty() && now - waiting.element().since() > LONGEST_WAIT.toNanos()) {
            overdue.add(waiting.remove().received());
        }
        return overdue;
    }

    /** Whether time alone will change something here before long. */
    boolean isRestless(long now) {
        return hasWork() || lively(now).stream().anyMatch(feed -> feed.asked() > 0);
    }

    List<Received> clear() {
        List<Received> all = waiting.stream().map(Waiting::received).toList();
        waiting.clear();
        return all;
    }
}
