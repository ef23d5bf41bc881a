package io.taskmill.projector.shard;

import io.taskmill.model.journal.JournalActs;
import io.taskmill.model.journal.JournalEntry;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.ScheduleDue;
import io.taskmill.model.message.ScheduleEvent;
import io.taskmill.model.message.ScheduleOutboxPublished;
import io.taskmill.model.schedule.Schedule;
import io.taskmill.model.schedule.ScheduleFollowUp;
import io.taskmill.model.schedule.ScheduleFollowUp.Cancel;
import io.taskmill.model.schedule.ScheduleFollowUp.Fire;
import io.taskmill.model.schedule.ScheduleRules;
import io.taskmill.model.schedule.ScheduleTransition;
import io.taskmill.projector.follow.FollowUps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schedules, as entities of their shards. */
final class ScheduleKind implements Kind<String, Schedule, ScheduleEvent> {

    private final ScheduleRules rules;
    private final FollowUps followUps;
    private final ScheduleMetrics metrics;

    ScheduleKind(ScheduleRules rules, FollowUps followUps, ScheduleMetrics metrics) {
        this.rules = rules;
        this.followUps = followUps;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "schedule";
    }

    @Override
    public String keyOf(ScheduleEvent event) {
        return event.schedule();
    }

    @Override
    public @Nullable Schedule apply(@Nullable Schedule schedule, ScheduleEvent event, Instant now) {
        return ScheduleTransition.apply(schedule, event, now, rules);
    }

    @Override
    public List<JournalEntry> told(ScheduleEvent event, @Nullable Schedule after) {
        return event instanceof ScheduleCommand command
                ? JournalActs.of(command, after).stream().toList()
                : List.of();
    }

    @Override
    public void written(@Nullable Schedule before, Schedule after) {
        metrics.count(before, after);
    }

    @Override
    public List<FollowUp> followUps(Schedule schedule) {
        return schedule.outbox().stream()
                .map(entry -> followUp(schedule, entry))
                .toList();
    }

    private FollowUp followUp(Schedule schedule, ScheduleFollowUp entry) {
        return switch (entry) {
            case Fire fire -> new FollowUp(entry.id(), again -> followUps.submit(schedule.command(fire), again));
            case Cancel cancel -> new FollowUp(entry.id(), _ -> followUps.tellTask(schedule.command(cancel)));
        };
    }

    @Override
    public ScheduleEvent published(String schedule, Set<String> entries) {
        return new ScheduleOutboxPublished(schedule, entries);
    }

    @Override
    public Optional<Instant> due(Schedule schedule) {
        return schedule.due();
    }

    @Override
    public ScheduleEvent dueReached(String schedule) {
        return new ScheduleDue(schedule);
    }

    @Override
    public boolean isLive(Schedule schedule) {
        return schedule.deleted() == null;
    }
}
