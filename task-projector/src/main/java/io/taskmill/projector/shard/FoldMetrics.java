package io.taskmill.projector.shard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.task.Transition.Verdict;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts what became of task events. */
public final class FoldMetrics {

    private final MeterRegistry registry;
    private final Counter applied;
    private final Counter repeated;
    private final Counter deferred;
    private final Map<RefusalReason, Counter> refused = new EnumMap<>(RefusalReason.class);
    private final Counter dead;
    private final Counter repeatedCommands;

    public FoldMetrics(MeterRegistry registry) {
        this.registry = registry;
        applied = counter(registry, "applied", "");
        repeated = counter(registry, "repeated", "");
        deferred = counter(registry, "deferred", "");
        for (RefusalReason reason : RefusalReason.values()) {
            refused.put(reason, counter(registry, "refused", reason.name().toLowerCase(Locale.ROOT)));
        }
        repeatedCommands = Counter.builder("taskmill.projector.commands.repeated")
                .description("Commands published once more because they were in no work queue")
                .register(registry);
        dead = Counter.builder("taskmill.projector.dead.letters")
                .description("Messages that could not be folded and were kept as dead letters")
                .register(registry);
    }

    /** Shows how many shards this replica holds. */
    public void watch(ShardSharing sharing) {
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

    void countDead() {
        dead.increment();
    }
}
