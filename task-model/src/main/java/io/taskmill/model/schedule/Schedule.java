package io.taskmill.model.schedule;

import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.plan.Plan;
import io.taskmill.model.schedule.FiringRecord.Outcome;
import io.taskmill.model.schedule.ScheduleFollowUp.Cancel;
import io.taskmill.model.schedule.ScheduleFollowUp.Fire;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One schedule as it is known.
 *
 * @param revision 1, and one more with each plan that it was given
 * @param created the first one with its name, or the first after a deletion
 * @param changed who gave it its plan
 * @param paused null unless it is
 * @param decidedThrough all firings up to this instant are decided
 * @param next the first firing after that; null if there is none
 * @param pending the firing that waits until no task of an earlier one is left
 * @param running firings whose tasks are not known to have ended, oldest first; the latest {@value #MOST_RUNNING} if there
 *     are more
 * @param recent what has become of the latest {@value #MOST_RECENT} firings, oldest first
 * @param counts what has become of how many firings
 * @param former templates of earlier revisions of which a follow-up is still to be made
 * @param applied the ids of the last commands of users that were applied, oldest first
 * @param deleted null unless it was; then nobody is shown it
 */
public record Schedule(
        String name,
        Plan plan,
        int revision,
        By created,
        By changed,
        @Nullable SchedulePause paused,
        Instant decidedThrough,
        @Nullable Instant next,
        @Nullable Firing pending,
        List<Running> running,
        List<FiringRecord> recent,
        Map<Outcome, Long> counts,
        List<ScheduleFollowUp> outbox,
        Map<Integer, TaskSpec> former,
        List<String> applied,
        @Nullable By deleted) {

    static final int MOST_RUNNING = 100;
    static final int MOST_RECENT = 20;

    /** What it is up to. */
    public enum Status {
        ACTIVE,
        PAUSED,
        /** No firing is left. */
        ENDED
    }

    public Schedule {
        running = List.copyOf(running);
        recent = List.copyOf(recent);
        counts = Map.copyOf(counts);
        outbox = List.copyOf(outbox);
        former = Map.copyOf(former);
        applied = List.copyOf(applied);
    }

    public Status status() {
        if (paused != null) {
            return Status.PAUSED;
        }
        return next == null ? Status.ENDED : Status.ACTIVE;
    }

    /** When something must be done about it though nobody says anything; empty if nothing must. */
    public Optional<Instant> due() {
        return next == null || paused != null || deleted != null ? Optional.empty() : Optional.of(plan.due(name, next));
    }

    /** How many firings have come to that. */
    public long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /** The submission of a firing's task: the same however often it is made. */
    public RunCommand command(Fire fire) {
        TaskSpec template = former.getOrDefault(fire.revision(), plan.template());
        Instant firing = fire.firing().at();
        TaskSpec task = template.scheduled(name, firing);
        Instant from = fire.decided().isAfter(firing) ? fire.decided() : firing;
        return new RunCommand(fire.firing().task(), 1, 1, task.deadlineFrom(from), task);
    }

    /** The cancel of an earlier firing's task. */
    public CancelTask command(Cancel cancel) {
        return new CancelTask(
                cancel.task(),
                "overlap-" + cancel.successor(),
                "schedule " + name,
                cancel.decided(),
                "the next firing has come");
    }

    ScheduleDraft draft() {
        return new ScheduleDraft(this);
    }
}
