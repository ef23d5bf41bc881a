package io.taskmill.projector.queue;

import io.taskmill.model.WorkQueue;
import io.taskmill.model.task.Dispatched;
import io.taskmill.projector.queue.Emptiness.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says which commands of one shard's waiting tasks can no longer be in their work queue: those from before the queue was
 * empty, and those that later ones have overtaken by far. Nothing is remembered over a change of replicas, whose clocks
 * may differ. Being wrong costs a spare publish, which is refused.
 */
public final class MissedCommands {

    /** Workers take turns and give back what they cannot start, so that near neighbours may overtake each other. */
    private static final Duration OVERTAKEN_BY = Dispatched.MISSED_AFTER;

    private final Function<WorkQueue, Optional<Proof>> lastEmpty;

    /** For each queue the latest dispatch of a task that has left it. */
    private final Map<WorkQueue, Instant> left = new HashMap<>();

    private Instant since = Instant.MAX;
    private Duration sinceUptime = Duration.ZERO;
    private Duration foldedUptime = Duration.ZERO;

    public MissedCommands(QueueWatch watch) {
        this(watch::empty);
    }

    /** @param lastEmpty when a queue was last empty, as far as is known */
    MissedCommands(Function<WorkQueue, Optional<Proof>> lastEmpty) {
        this.lastEmpty = lastEmpty;
    }

    /** The shard is taken; only what is seen from now on counts. */
    public void begin(Instant now, Duration uptime) {
        left.clear();
        since = now;
        sinceUptime = uptime;
        foldedUptime = Duration.ZERO;
    }

    /** A tick that this replica sent at that uptime came back: what was published to the shard before is folded. */
    public void foldedThrough(Duration uptime) {
        foldedUptime = uptime;
    }

    /** A task that was dispatched then has been started. */
    public void left(WorkQueue queue, Instant dispatched) {
        if (!dispatched.isBefore(since)) {
            left.merge(queue, dispatched, (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    /** Commands that were dispatched before this instant, and whose task still waits, are no longer in the queue. */
    public Optional<Instant> goneBefore(WorkQueue queue) {
        Optional<Instant> empty = lastEmpty
                .apply(queue)
                .filter(proof -> proof.empty().uptime().compareTo(sinceUptime) > 0
                        && proof.shownAt().compareTo(foldedUptime) < 0)
                .map(proof -> proof.empty().at());
        Optional<Instant> overtaken = Optional.ofNullable(left.get(queue)).map(last -> last.minus(OVERTAKEN_BY));
        if (empty.isPresent() && overtaken.isPresent()) {
            return empty.get().isAfter(overtaken.get()) ? empty : overtaken;
        }
        return empty.or(() -> overtaken);
    }
}
