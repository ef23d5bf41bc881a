package io.taskmill.schedule;

import io.taskmill.model.plan.Firings;
import io.taskmill.model.plan.Timing;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds firings by the calendar. Thread-safe. */
public final class CalendarFirings implements Firings {

    /** Expressions that are kept as read. */
    private static final int CACHED = 1_000;

    private final Map<String, CronTimes> read = new ConcurrentHashMap<>();

    @Override
    public Optional<Instant> after(Timing timing, Instant instant) {
        return switch (timing) {
            case Timing.Cron cron -> times(cron.expression()).after(instant, cron.zone());
            case Timing.Every every -> Optional.of(after(every, instant));
        };
    }

    private CronTimes times(String expression) {
        CronTimes known = read.get(expression);
        if (known != null) {
            return known;
        }
        CronTimes parsed = CronTimes.parse(expression);
        if (read.size() >= CACHED) {
            read.clear();
        }
        read.put(expression, parsed);
        return parsed;
    }

    private static Instant after(Timing.Every every, Instant instant) {
        if (instant.isBefore(every.from())) {
            return every.from();
        }
        long period = every.period().toMillis();
        long from = every.from().toEpochMilli();
        long passed = Math.floorDiv(instant.toEpochMilli() - from, period);
        return Instant.ofEpochMilli(from + (passed + 1) * period);
    }
}
