package io.taskmill.projector.shard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.taskmill.model.schedule.FiringRecord.Outcome;
import io.taskmill.model.schedule.Schedule;
import io.taskmill.model.schedule.Schedule.Status;
import io.taskmill.model.schedule.ScheduleFollowUp;
import io.taskmill.model.schedule.ScheduleFollowUp.Fire;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of firings. */
public final class ScheduleMetrics {

    private final Map<Outcome, Counter> firings = new EnumMap<>(Outcome.class);
    private final Timer lateness;

    /** By shard; filled by the threads of the shards. */
    private final Map<Integer, Map<Status, Integer>> schedules = new ConcurrentHashMap<>();

    public ScheduleMetrics(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            firings.put(
                    outcome,
                    Counter.builder("taskmill.projector.schedule.firings")
                            .description("Firings of schedules, by what was decided of them")
                            .tag("outcome", outcome.text())
                            .register(registry));
        }
        for (Status status : Status.values()) {
            Gauge.builder("taskmill.projector.schedules", this, metrics -> metrics.there(status))
                    .description("Schedules on the shards that this replica folds, by what they are up to")
                    .tag("status", status.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        lateness = Timer.builder("taskmill.projector.schedule.lateness")
                .description("From when the task of a firing was to be made until that was decided")
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10))
                .register(registry);
    }

    private double there(Status status) {
        return schedules.values().stream()
                .mapToInt(shard -> shard.getOrDefault(status, 0))
                .sum();
    }

    /** How many schedules there are on a shard of this replica. */
    void there(int shard, Map<Status, Integer> byStatus) {
        schedules.put(shard, byStatus);
    }

    /** The shard is no longer this replica's. */
    void letGo(int shard) {
        schedules.remove(shard);
    }

    /** A change of a schedule was written. */
    void count(@Nullable Schedule before, Schedule after) {
        firings.forEach((outcome, counter) ->
                counter.increment((double) (after.count(outcome) - counted(before, after, outcome))));
        Set<ScheduleFollowUp> known = before == null ? Set.of() : new HashSet<>(before.outbox());
        for (ScheduleFollowUp entry : after.outbox()) {
            if (entry instanceof Fire fire && !known.contains(entry)) {
                Instant due = after.plan().due(after.name(), fire.firing().at());
                Duration late = Duration.between(due, fire.decided());
                lateness.record(late.isNegative() ? Duration.ZERO : late);
            }
        }
    }

    /** One that was made anew has begun at nothing. */
    private static long counted(@Nullable Schedule before, Schedule after, Outcome outcome) {
        return before != null && before.created().equals(after.created()) ? before.count(outcome) : 0;
    }
}
