package io.taskmill.model.schedule;

import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.message.ScheduleCommand.PutSchedule;
import io.taskmill.model.message.ScheduleEvent;
import io.taskmill.model.plan.CatchUp;
import io.taskmill.model.plan.Firings;
import io.taskmill.model.plan.Overlap;
import io.taskmill.model.plan.Plan;
import io.taskmill.model.plan.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Schedules of every ten seconds. */
final class ScheduleFixtures {

    static final String NAME = "nightly";
    static final Instant MADE = Instant.parse("2026-05-01T10:00:05Z");
    static final Duration PERIOD = Duration.ofSeconds(10);
    static final ScheduleRules RULES = new ScheduleRules(rate(), new TaskIds(new byte[16], new Random(1)));
    static final TaskSpec TEMPLATE =
            new TaskSpec("COUNT", 1, "default", Priority.NORMAL, Json.EMPTY_OBJECT, null, "ada", null, MADE);

    private ScheduleFixtures() {}

    private static Firings rate() {
        return (timing, instant) -> switch (timing) {
            case Timing.Every every -> {
                long period = every.period().toMillis();
                long passed =
                        Math.floorDiv(instant.toEpochMilli() - every.from().toEpochMilli(), period);
                yield Optional.of(every.from().plusMillis((passed + 1) * period));
            }
            case Timing.Cron _ -> Optional.empty();
        };
    }

    /** The nth firing after it was made. */
    static Instant firing(int number) {
        return MADE.plusSeconds(5).plus(PERIOD.multipliedBy(number - 1));
    }

    static Plan plan(Overlap overlap, CatchUp catchUp) {
        return plan(overlap, catchUp, Duration.ZERO);
    }

    static Plan plan(Overlap overlap, CatchUp catchUp, Duration jitter) {
        return new Plan(new Timing.Every(PERIOD, Instant.EPOCH), TEMPLATE, overlap, catchUp, jitter, null, null);
    }

    static Schedule made(Plan plan) {
        return apply(null, new PutSchedule(NAME, "put", "ada", MADE, plan), MADE);
    }

    static Schedule made(Overlap overlap) {
        return made(plan(overlap, CatchUp.ONE));
    }

    static Schedule apply(@Nullable Schedule schedule, ScheduleEvent event, Instant now) {
        return Objects.requireNonNull(ScheduleTransition.apply(schedule, event, now, RULES));
    }
}
