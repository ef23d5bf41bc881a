package io.taskmill.api.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.taskmill.api.view.PolicyView;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Priority;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.plan.CatchUp;
import io.taskmill.model.plan.Overlap;
import io.taskmill.model.plan.Plan;
import io.taskmill.model.plan.Timing;
import io.taskmill.model.schedule.Firing;
import io.taskmill.model.schedule.FiringRecord;
import io.taskmill.model.schedule.FiringRecord.Outcome;
import io.taskmill.model.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A schedule in JSON. Instants and durations are ISO-8601 texts in UTC, absent values are left out.
 *
 * @param next the first firing that is not decided; absent while it is paused, or if there is none
 * @param pending the firing that waits for the end of an earlier one's task
 * @param running tasks of firings that are not known to have ended
 * @param recent what has become of the latest firings, latest first
 * @param counts of firings, by what has become of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"name", "revision", "status"})
record ScheduleView(
        String name,
        int revision,
        Schedule.Status status,
        @JsonUnwrapped TimingView timing,
        TemplateView task,
        Overlap overlap,
        CatchUp.Mode catchUp,
        @Nullable Duration catchUpWindow,
        Duration jitter,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable PausedView paused,
        @Nullable Instant next,
        @Nullable Instant pending,
        List<RunningView> running,
        List<FiringView> recent,
        Map<String, Long> counts,
        ByView created,
        ByView changed) {

    /** When it fires; either the first two or the last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"cron", "zone", "every"})
    record TimingView(
            @Nullable String cron,
            @Nullable String zone,
            @Nullable Duration every) {

        static TimingView of(Timing timing) {
            return switch (timing) {
                case Timing.Cron cron ->
                    new TimingView(cron.expression(), cron.zone().getId(), null);
                case Timing.Every every -> new TimingView(null, null, every.period());
            };
        }
    }

    /** What each firing submits. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"type", "typeVersion", "params"})
    record TemplateView(
            String type,
            int typeVersion,
            @JsonRawValue String params,
            @Nullable EntityRef entity,
            @Nullable String creator,
            Priority priority,
            @Nullable String correlationId,
            @JsonUnwrapped PolicyView policy) {

        static TemplateView of(TaskSpec template) {
            return new TemplateView(
                    template.type(),
                    template.typeVersion(),
                    template.params().text(),
                    template.entity(),
                    template.creator(),
                    template.priority(),
                    template.correlationId(),
                    PolicyView.of(template.policy()));
        }
    }

    /** Since when it does not fire, and why. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"at", "actor", "reason"})
    record PausedView(
            Instant at, @Nullable String actor, @Nullable String reason) {}

    /** Who did something, as far as it is known, and when. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"at", "actor"})
    record ByView(Instant at, @Nullable String actor) {}

    /** A firing whose task goes on. */
    @JsonPropertyOrder({"task", "firing"})
    record RunningView(TaskId task, Instant firing) {}

    /** What has become of a firing. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"firing", "outcome", "decided", "task", "ended"})
    record FiringView(
            Instant firing,
            String outcome,
            Instant decided,
            @Nullable TaskId task,
            @Nullable State ended) {

        static FiringView of(FiringRecord record) {
            return new FiringView(
                    record.firing(), record.outcome().text(), record.decided(), record.task(), record.ended());
        }
    }

    static ScheduleView of(Schedule schedule) {
        Plan plan = schedule.plan();
        Firing pending = schedule.pending();
        Map<String, Long> counts = new TreeMap<>();
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome.text(), schedule.count(outcome));
        }
        return new ScheduleView(
                schedule.name(),
                schedule.revision(),
                schedule.status(),
                TimingView.of(plan.timing()),
                TemplateView.of(plan.template()),
                plan.overlap(),
                plan.catchUp().mode(),
                plan.catchUp().window(),
                plan.jitter(),
                plan.start(),
                plan.end(),
                schedule.paused() == null
                        ? null
                        : new PausedView(
                                schedule.paused().at(),
                                schedule.paused().actor(),
                                schedule.paused().reason()),
                schedule.paused() == null ? schedule.next() : null,
                pending == null ? null : pending.at(),
                schedule.running().stream()
                        .map(running -> new RunningView(
                                running.firing().task(), running.firing().at()))
                        .toList(),
                schedule.recent().reversed().stream().map(FiringView::of).toList(),
                counts,
                new ByView(schedule.created().at(), schedule.created().actor()),
                new ByView(schedule.changed().at(), schedule.changed().actor()));
    }
}
