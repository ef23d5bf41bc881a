package io.taskmill.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The times of one cron expression.
 *
 * <p>Spring's {@link CronExpression} says which times of the calendar match; which instants these are is decided here, by
 * the rules of Vixie cron. An expression whose second, minute or hour begins with {@code *} is an interval: it fires
 * whenever the clocks show a time that matches, so not in an hour that is skipped, and in both passes of one that is
 * repeated. Any other one names fixed times: each of them fires once, at the end of the gap if it is skipped, and in the
 * first pass if it is repeated.
 */
final class CronTimes {

    private static final Map<String, String> MACROS = Map.of(
            "@yearly", "0 0 0 1 1 *",
            "@annually", "0 0 0 1 1 *",
            "@monthly", "0 0 0 1 * *",
            "@weekly", "0 0 0 * * 0",
            "@daily", "0 0 0 * * *",
            "@midnight", "0 0 0 * * *",
            "@hourly", "0 0 * * * *");

    private static final int UNIX_FIELDS = 5;
    private static final int FIELDS = 6;
    private static final int DAY_OF_MONTH = 3;
    private static final int DAY_OF_WEEK = 5;

    /** It fires when any of them does. */
    private final List<CronExpression> patterns;

    private final boolean interval;

    private CronTimes(List<CronExpression> patterns, boolean interval) {
        this.patterns = patterns;
        this.interval = interval;
    }

    /** @throws IllegalArgumentException if it is none; the message says why, for whoever has written it */
    static CronTimes parse(String expression) {
        String text = expression.strip();
        String known = MACROS.get(text.toLowerCase(Locale.ROOT));
        List<String> fields = new ArrayList<>(List.of((known == null ? text : known).split("\\s+")));
        if (fields.size() == UNIX_FIELDS) {
            fields.addFirst("0");
        }
        if (fields.size() != FIELDS) {
            throw new IllegalArgumentException("'" + expression + "' has " + fields.size()
                    + " fields but must have 5, from the minute on, or 6, from the second on, or be one of "
                    + String.join(", ", MACROS.keySet().stream().sorted().toList()));
        }
        boolean interval = fields.subList(0, DAY_OF_MONTH).stream().anyMatch(CronTimes::isAny);
        return new CronTimes(patterns(fields), interval);
    }

    /** As in Unix: where both the day of the month and that of the week are told, either suffices. */
    private static List<CronExpression> patterns(List<String> fields) {
        if (isAny(fields.get(DAY_OF_MONTH)) || isAny(fields.get(DAY_OF_WEEK))) {
            return List.of(pattern(fields));
        }
        List<String> byMonth = new ArrayList<>(fields);
        byMonth.set(DAY_OF_WEEK, "*");
        List<String> byWeek = new ArrayList<>(fields);
        byWeek.set(DAY_OF_MONTH, "*");
        return List.of(pattern(byMonth), pattern(byWeek));
    }

    private static CronExpression pattern(List<String> fields) {
        return CronExpression.parse(String.join(" ", fields));
    }

    private static boolean isAny(String field) {
        return field.startsWith("*") || field.startsWith("?");
    }

    /** The first firing after an instant; empty if the calendar has none. */
    Optional<Instant> after(Instant instant, ZoneId zone) {
        Instant first = null;
        for (CronExpression pattern : patterns) {
            Instant next =
                    interval ? shown(pattern, instant, zone.getRules()) : fixed(pattern, instant, zone.getRules());
            if (next != null && (first == null || next.isBefore(first))) {
                first = next;
            }
        }
        return Optional.ofNullable(first);
    }

    /** Later times of the calendar are never earlier instants, so the first one that is late enough is the one. */
    private static @Nullable Instant fixed(CronExpression pattern, Instant instant, ZoneRules rules) {
        LocalDateTime next = pattern.next(LocalDateTime.ofInstant(instant, rules.getOffset(instant)));
        while (next != null) {
            Instant at = once(next, rules);
            if (at.isAfter(instant)) {
                return at;
            }
            next = pattern.next(next);
        }
        return null;
    }

    private static Instant once(LocalDateTime time, ZoneRules rules) {
        ZoneOffsetTransition change = rules.getTransition(time);
        if (change == null) {
            return time.toInstant(rules.getOffset(time));
        }
        return change.isGap() ? change.getInstant() : time.toInstant(change.getOffsetBefore());
    }

    /** Walks through the stretches between changes of the clocks, in each of which times are instants. */
    private static @Nullable Instant shown(CronExpression pattern, Instant instant, ZoneRules rules) {
        Instant from = instant;
        ZoneOffset offset = rules.getOffset(instant);
        LocalDateTime next = pattern.next(LocalDateTime.ofInstant(instant, offset));
        while (next != null) {
            Instant at = next.toInstant(offset);
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null || at.isBefore(change.getInstant())) {
                return at;
            }
            from = change.getInstant();
            offset = change.getOffsetAfter();
            // what the clocks show at the change itself counts
            next = pattern.next(change.getDateTimeAfter().minusNanos(1));
        }
        return null;
    }
}
