package io.taskmill.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A schedule.
 *
 * @param json the answer as it was, or its part
 * @param status ACTIVE, PAUSED or ENDED
 * @param cron null if it has a fixed rate
 * @param zone whose clocks cron is read by
 * @param every the fixed rate; null if it has none
 * @param type of the task that each firing submits
 * @param overlap what becomes of a firing while an earlier one's task has not ended
 * @param pauseReason only while it is paused, if one was given
 * @param next the first firing that is not decided; null if there is none, or it is paused
 * @param running how many of its tasks are not known to have ended
 * @param counts of firings by what has become of them, such as {@code fired}
 * @param recent what has become of the latest firings, latest first
 */
public record ScheduleView(
        String json,
        String name,
        int revision,
        @Nullable String status,
        @Nullable String cron,
        @Nullable String zone,
        @Nullable Duration every,
        @Nullable String type,
        @Nullable String overlap,
        @Nullable String pauseReason,
        @Nullable Instant next,
        int running,
        Map<String, Long> counts,
        List<Firing> recent) {

    public ScheduleView {
        counts = Map.copyOf(counts);
        recent = List.copyOf(recent);
    }

    /**
     * What has become of a firing.
     *
     * @param task that it has made; null if it has made none
     * @param ended how that has ended; null if it is not known to have
     */
    public record Firing(
            @Nullable Instant firing,
            @Nullable String outcome,
            @Nullable String task,
            @Nullable String ended) {}
}
