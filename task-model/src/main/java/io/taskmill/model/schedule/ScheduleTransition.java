package io.taskmill.model.schedule;

import io.taskmill.model.message.FiringEnded;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.ScheduleCommand.DeleteSchedule;
import io.taskmill.model.message.ScheduleCommand.PauseSchedule;
import io.taskmill.model.message.ScheduleCommand.PutSchedule;
import io.taskmill.model.message.ScheduleCommand.ResumeSchedule;
import io.taskmill.model.message.ScheduleCommand.RunSchedule;
import io.taskmill.model.message.ScheduleDue;
import io.taskmill.model.message.ScheduleEvent;
import io.taskmill.model.message.ScheduleOutboxPublished;
import io.taskmill.model.plan.Overlap;
import io.taskmill.model.plan.Plan;
import io.taskmill.model.schedule.FiringRecord.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an event makes of a schedule. Pure: the same schedule, event, instant and rules always give the same one.
 *
 * <p>Each firing of a plan is decided once, in order: {@link Schedule#decidedThrough} passes it in the same write that
 * holds what follows from it. Its task's id is derived from it, so that it is one task however often that is published.
 */
public final class ScheduleTransition {

    /** So long after its time a firing is as good as at it; later it is one that was missed. */
    public static final Duration GRACE = Duration.ofSeconds(30);

    private ScheduleTransition() {}

    /**
     * Decides.
     *
     * @param schedule null if there is none of that name
     * @param now by the folding projector's clock
     * @throws IllegalArgumentException if a plan's timing cannot be read
     */
    public static @Nullable Schedule apply(
            @Nullable Schedule schedule, ScheduleEvent event, Instant now, ScheduleRules rules) {
        return switch (event) {
            case ScheduleCommand command -> command(schedule, command, now, rules);
            case FiringEnded ended -> ended(schedule, ended, now);
            case ScheduleDue _ -> due(schedule, now, rules);
            case ScheduleOutboxPublished published ->
                schedule == null
                        ? null
                        : schedule.draft().published(published.entries()).toSchedule();
        };
    }

    private static @Nullable Schedule command(
            @Nullable Schedule schedule, ScheduleCommand command, Instant now, ScheduleRules rules) {
        if (schedule != null && schedule.applied().contains(command.id())) {
            return schedule;
        }
        if (command instanceof PutSchedule put) {
            return put(schedule, put, now, rules);
        }
        if (schedule == null || schedule.deleted() != null) {
            return schedule;
        }
        ScheduleDraft draft = schedule.draft().applied(command);
        switch (command) {
            case PutSchedule _ -> throw new IllegalStateException("decided above");
            case DeleteSchedule delete -> draft.deleted(delete);
            case PauseSchedule pause -> pause(schedule, draft, pause, now, rules);
            case ResumeSchedule resume -> resume(schedule, draft, resume, rules);
            case RunSchedule run -> draft.offered(rules.byHand(run.schedule(), run.at(), run.id()), now);
        }
        return draft.toSchedule();
    }

    /** What was to happen until then is decided as if nothing had been said. */
    private static Schedule put(@Nullable Schedule schedule, PutSchedule put, Instant now, ScheduleRules rules) {
        ScheduleDraft draft;
        Instant through = put.at();
        if (schedule == null) {
            draft = new ScheduleDraft(put);
        } else if (schedule.deleted() != null) {
            draft = schedule.draft().planned(put).createdAgain();
            through = later(schedule.decidedThrough(), through);
        } else {
            draft = schedule.draft();
            settle(schedule, draft, through, now, rules);
            draft.planned(put);
            through = later(schedule.decidedThrough(), through);
        }
        return draft.applied(put)
                .decided(through, put.plan().next(through, rules.firings()).orElse(null))
                .releasing(now)
                .toSchedule();
    }

    private static void pause(
            Schedule schedule, ScheduleDraft draft, PauseSchedule pause, Instant now, ScheduleRules rules) {
        if (schedule.paused() == null) {
            settle(schedule, draft, pause.at(), now, rules);
            draft.paused(new SchedulePause(pause.actor(), pause.at(), pause.reason()));
        }
    }

    /** What was to happen meanwhile is not made up for. */
    private static void resume(Schedule schedule, ScheduleDraft draft, ResumeSchedule resume, ScheduleRules rules) {
        if (schedule.paused() != null) {
            Instant through = later(schedule.decidedThrough(), resume.at());
            draft.resumed()
                    .decided(
                            through,
                            schedule.plan().next(through, rules.firings()).orElse(null));
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static @Nullable Schedule ended(@Nullable Schedule schedule, FiringEnded ended, Instant now) {
        return schedule == null || schedule.deleted() != null
                ? schedule
                : schedule.draft()
                        .ended(ended.task(), ended.how())
                        .releasing(now)
                        .toSchedule();
    }

    private static @Nullable Schedule due(@Nullable Schedule schedule, Instant now, ScheduleRules rules) {
        if (schedule == null || schedule.due().isEmpty()) {
            return schedule;
        }
        Plan plan = schedule.plan();
        ScheduleDraft draft = schedule.draft();
        Predicate<Instant> isDue = firing -> !plan.due(schedule.name(), firing).isAfter(now);
        decide(schedule, draft, isDue, missedBefore(plan, now), now, rules);
        return draft.toSchedule();
    }

    /** Decides all firings up to an instant, without waiting for what jitter asks for. */
    private static void settle(
            Schedule schedule, ScheduleDraft draft, Instant through, Instant now, ScheduleRules rules) {
        if (schedule.paused() == null) {
            Instant missed = missedBefore(schedule.plan(), now);
            Instant bound = missed.isAfter(through) ? through.plusMillis(1) : missed;
            decide(schedule, draft, firing -> !firing.isAfter(through), bound, now, rules);
        }
    }

    private static Instant missedBefore(Plan plan, Instant now) {
        return now.minus(GRACE).minus(plan.jitter());
    }

    /**
     * Decides what is due. Firings keep their order: one waits for those before it.
     *
     * @param missedBefore firings before it are too late to be as good as at their time
     */
    private static void decide(
            Schedule schedule,
            ScheduleDraft draft,
            Predicate<Instant> isDue,
            Instant missedBefore,
            Instant now,
            ScheduleRules rules) {
        Plan plan = schedule.plan();
        List<Instant> fire = new ArrayList<>();
        Instant through = schedule.decidedThrough();
        Instant next = schedule.next();
        if (next != null && next.isBefore(missedBefore)) {
            Missed missed = Missed.between(plan, rules.firings(), through, missedBefore);
            fire.addAll(catchUp(plan, draft, missed, now));
            through = missed.last();
            next = plan.next(through, rules.firings()).orElse(null);
        }
        while (next != null && isDue.test(next)) {
            fire.add(next);
            through = next;
            next = plan.next(through, rules.firings()).orElse(null);
        }
        draft.decided(through, next);
        offer(schedule, draft, fire, now, rules);
    }

    private static List<Instant> catchUp(Plan plan, ScheduleDraft draft, Missed missed, Instant now) {
        List<Instant> caughtUp = missed.caughtUp(plan.catchUp(), now);
        Set<Instant> made = Set.copyOf(caughtUp);
        List<Instant> skipped = missed.latest().stream()
                .filter(firing -> !made.contains(firing))
                .toList();
        int named = Math.min(skipped.size(), Schedule.MOST_RECENT);
        draft.skippedUnnamed(missed.count() - caughtUp.size() - named, Outcome.SKIPPED_CATCH_UP);
        skipped.subList(skipped.size() - named, skipped.size())
                .forEach(firing -> draft.skipped(firing, Outcome.SKIPPED_CATCH_UP, now));
        return caughtUp;
    }

    /** Where a firing cancels the one before it, of several that are due at once only the last is begun. */
    private static void offer(
            Schedule schedule, ScheduleDraft draft, List<Instant> due, Instant now, ScheduleRules rules) {
        boolean onlyLast = schedule.plan().overlap() == Overlap.CANCEL_PREVIOUS;
        for (int i = 0; i < due.size(); i++) {
            if (onlyLast && i < due.size() - 1) {
                draft.skipped(due.get(i), Outcome.SKIPPED_OVERLAP, now);
            } else {
                draft.offered(rules.firing(schedule.name(), due.get(i)), now);
            }
        }
    }
}
