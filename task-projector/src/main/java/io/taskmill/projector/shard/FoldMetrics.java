package io.taskmill.projector.shard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.taskmill.model.State;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.session.Session.Status;
import io.taskmill.model.task.Transition.Verdict;
import io.taskmill.projector.tick.Replica;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts what became of task events. */
public final class FoldMetrics {

    private final MeterRegistry registry;
    private final Counter applied;
    private final Counter repeated;
    private final Counter deferred;
    private final Map<RefusalReason, Counter> refused = new EnumMap<>(RefusalReason.class);
    private final DistributionSummary batchSize;
    private final Timer batchTime;
    private final Counter dead;
    private final Counter repeatedCommands;
    private final Counter recounts;
    private final Counter recovered;
    private final Counter ended;
    private final Map<Status, Counter> sessionsOver = new EnumMap<>(Status.class);
    private final Timer dueLateness;
    private final Map<State, Counter> oldDeleted = new EnumMap<>(State.class);

    /** By shard; filled by the threads of the shards. */
    private final Map<Integer, Duration> foldedThrough = new ConcurrentHashMap<>();

    public FoldMetrics(MeterRegistry registry) {
        this.registry = registry;
        applied = counter(registry, "applied", "");
        repeated = counter(registry, "repeated", "");
        deferred = counter(registry, "deferred", "");
        for (RefusalReason reason : RefusalReason.values()) {
            refused.put(reason, counter(registry, "refused", reason.name().toLowerCase(Locale.ROOT)));
        }
        for (State state : State.values()) {
            if (state.terminal()) {
                oldDeleted.put(
                        state,
                        Counter.builder("taskmill.projector.old.tasks.deleted")
                                .description("Tasks deleted because they had ended long ago, by how")
                                .tag("state", state.name().toLowerCase(Locale.ROOT))
                                .register(registry));
            }
        }
        recovered = crashes(registry, "recovered");
        ended = crashes(registry, "ended");
        for (Status status : Status.values()) {
            if (status != Status.ACTIVE) {
                sessionsOver.put(
                        status,
                        Counter.builder("taskmill.projector.sessions.over")
                                .description("Worker sessions that are over, by how")
                                .tag("status", status.name().toLowerCase(Locale.ROOT))
                                .register(registry));
            }
        }
        batchSize = DistributionSummary.builder("taskmill.projector.batch.size")
                .description("Messages folded together")
                .baseUnit("messages")
                .serviceLevelObjectives(1, 10, 100, 500)
                .register(registry);
        batchTime = Timer.builder("taskmill.projector.batch")
                .description("Folding, writing and answering one batch")
                .serviceLevelObjectives(
                        Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofSeconds(1))
                .register(registry);
        repeatedCommands = Counter.builder("taskmill.projector.commands.repeated")
                .description("Commands published once more because they were in no work queue")
                .register(registry);
        recounts = Counter.builder("taskmill.projector.recounts")
                .description("Walks through a shard's tasks that have verified its counts")
                .register(registry);
        dueLateness = Timer.builder("taskmill.projector.due.lateness")
                .description("From when something was due for a task until it was found")
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10))
                .register(registry);
        dead = Counter.builder("taskmill.projector.dead.letters")
                .description("Messages that could not be folded and were kept as dead letters")
                .register(registry);
    }

    /** Shows how many shards this replica holds, and how far behind it is with them. */
    public void watch(ShardSharing sharing, Replica replica) {
        Gauge.builder("taskmill.projector.fold.lag", this, metrics -> metrics.lag(replica))
                .description("Age of the last tick folded, on the shard that is furthest behind")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("taskmill.projector.shards.held", sharing, ShardSharing::held)
                .description("Event shards that this replica folds")
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String verdict, String reason) {
        return Counter.builder("taskmill.projector.task.events")
                .description("Task events folded, by what became of them")
                .tag("verdict", verdict)
                .tag("reason", reason)
                .register(registry);
    }

    private static Counter crashes(MeterRegistry registry, String outcome) {
        return Counter.builder("taskmill.projector.crashes")
                .description("Granted runs that were lost with a crashed session, by what became of their tasks")
                .tag("outcome", outcome)
                .register(registry);
    }

    private double lag(Replica replica) {
        Duration now = replica.uptime();
        return foldedThrough.values().stream()
                .mapToDouble(folded -> now.minus(folded).toMillis() / 1_000.0)
                .max()
                .orElse(0);
    }

    /** A tick that this replica sent at that uptime is folded on a shard that it holds. */
    void foldedThrough(int shard, Duration uptime) {
        foldedThrough.put(shard, uptime);
    }

    /** The shard is no longer this replica's. */
    void letGo(int shard) {
        foldedThrough.remove(shard);
    }

    /** @param nanos how long it took to fold, write and answer them all */
    void countBatch(int messages, long nanos) {
        batchSize.record(messages);
        batchTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    void count(Verdict verdict) {
        switch (verdict) {
            case Verdict.Applied _ -> applied.increment();
            case Verdict.Repeated _ -> repeated.increment();
            case Verdict.Deferred _ -> deferred.increment();
            case Verdict.Refused(RefusalReason reason) ->
                Objects.requireNonNull(refused.get(reason)).increment();
        }
    }

    void countRepeatedCommand() {
        repeatedCommands.increment();
    }

    void countRecount() {
        recounts.increment();
    }

    /** Something that was due so long ago is done now. */
    void countDue(Duration lateness) {
        dueLateness.record(lateness);
    }

    /** A task that ended so was deleted because of its age. */
    void countOldDeleted(State state) {
        Objects.requireNonNull(oldDeleted.get(state)).increment();
    }

    /** @param again whether the task runs again; else that was one too many, or it was cancelled */
    void countCrash(boolean again) {
        (again ? recovered : ended).increment();
    }

    /** Told once of a session for each status that it comes to. */
    void countSessionOver(Status status) {
        Objects.requireNonNull(sessionsOver.get(status)).increment();
    }

    void countDead() {
        dead.increment();
    }
}
