package io.taskmill.model.schedule;

import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.ScheduleCommand.PutSchedule;
import io.taskmill.model.plan.Overlap;
import io.taskmill.model.plan.Plan;
import io.taskmill.model.schedule.FiringRecord.Outcome;
import io.taskmill.model.schedule.ScheduleFollowUp.Cancel;
import io.taskmill.model.schedule.ScheduleFollowUp.Fire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A schedule while one event changes it. Each method is one thing that can happen to it. */
final class ScheduleDraft {

    /** Of so many commands of users a schedule remembers that they were applied. */
    static final int REMEMBERED = 32;

    private final String name;
    private Plan plan;
    private int revision;
    private By created;
    private By changed;
    private @Nullable SchedulePause paused;
    private Instant decidedThrough;
    private @Nullable Instant next;
    private @Nullable Firing pending;
    private final List<Running> running;
    private final List<FiringRecord> recent;
    private final Map<Outcome, Long> counts;
    private final List<ScheduleFollowUp> outbox;
    private final Map<Integer, TaskSpec> former;
    private final List<String> applied;
    private @Nullable By deleted;

    /** One that nothing has come of. */
    ScheduleDraft(PutSchedule command) {
        name = command.schedule();
        plan = command.plan();
        revision = 1;
        created = by(command);
        changed = created;
        decidedThrough = command.at();
        running = new ArrayList<>();
        recent = new ArrayList<>();
        counts = new EnumMap<>(Outcome.class);
        outbox = new ArrayList<>();
        former = new HashMap<>();
        applied = new ArrayList<>();
    }

    ScheduleDraft(Schedule schedule) {
        name = schedule.name();
        plan = schedule.plan();
        revision = schedule.revision();
        created = schedule.created();
        changed = schedule.changed();
        paused = schedule.paused();
        decidedThrough = schedule.decidedThrough();
        next = schedule.next();
        pending = schedule.pending();
        running = new ArrayList<>(schedule.running());
        recent = new ArrayList<>(schedule.recent());
        counts = new EnumMap<>(Outcome.class);
        counts.putAll(schedule.counts());
        outbox = new ArrayList<>(schedule.outbox());
        former = new HashMap<>(schedule.former());
        applied = new ArrayList<>(schedule.applied());
        deleted = schedule.deleted();
    }

    Schedule toSchedule() {
        return new Schedule(
                name,
                plan,
                revision,
                created,
                changed,
                paused,
                decidedThrough,
                next,
                pending,
                running,
                recent,
                counts,
                outbox,
                former,
                applied,
                deleted);
    }

    private static By by(ScheduleCommand command) {
        return new By(command.actor(), command.at());
    }

    ScheduleDraft applied(ScheduleCommand command) {
        applied.add(command.id());
        if (applied.size() > REMEMBERED) {
            applied.removeFirst();
        }
        return this;
    }

    /** Follow-ups of the revision before keep what they are made of. */
    ScheduleDraft planned(PutSchedule command) {
        if (outbox.stream().anyMatch(entry -> entry instanceof Fire fire && fire.revision() == revision)) {
            former.put(revision, plan.template());
        }
        plan = command.plan();
        changed = by(command);
        revision++;
        return this;
    }

    /** There is one of that name once more, which has nothing to do with the one that was deleted. */
    ScheduleDraft createdAgain() {
        created = changed;
        deleted = null;
        paused = null;
        pending = null;
        running.clear();
        recent.clear();
        counts.clear();
        return this;
    }

    ScheduleDraft deleted(ScheduleCommand command) {
        deleted = by(command);
        pending = null;
        return this;
    }

    /** Nothing that waits is begun. */
    ScheduleDraft paused(SchedulePause pause) {
        paused = pause;
        if (pending != null) {
            noted(pending.at(), Outcome.SKIPPED_PAUSED, pause.at(), null);
            pending = null;
        }
        return this;
    }

    ScheduleDraft resumed() {
        paused = null;
        return this;
    }

    /** Every firing up to this instant is decided, and this is the first one after that. */
    ScheduleDraft decided(Instant through, @Nullable Instant following) {
        decidedThrough = through;
        next = following;
        return this;
    }

    /** Overlap decides what becomes of it. */
    void offered(Firing firing, Instant now) {
        if (running.isEmpty()) {
            fired(firing, now);
            return;
        }
        switch (plan.overlap()) {
            case SKIP -> noted(firing.at(), Outcome.SKIPPED_OVERLAP, now, null);
            case QUEUE_ONE -> {
                if (pending != null) {
                    noted(pending.at(), Outcome.SKIPPED_OVERLAP, now, null);
                }
                pending = firing;
            }
            case ALLOW -> fired(firing, now);
            case CANCEL_PREVIOUS -> {
                cancelRunning(firing, now);
                fired(firing, now);
            }
        }
    }

    void skipped(Instant firing, Outcome why, Instant now) {
        noted(firing, why, now, null);
    }

    /** Nothing but their number is kept of them. */
    void skippedUnnamed(long firings, Outcome why) {
        if (firings > 0) {
            counts.merge(why, firings, Long::sum);
        }
    }

    private void cancelRunning(Firing successor, Instant now) {
        running.replaceAll(earlier -> {
            if (!earlier.cancelled()) {
                outbox.add(new Cancel(earlier.firing().task(), successor.task(), now));
            }
            return new Running(earlier.firing(), true);
        });
    }

    private void fired(Firing firing, Instant now) {
        outbox.add(new Fire(firing, revision, now));
        running.add(new Running(firing, false));
        if (running.size() > Schedule.MOST_RUNNING) {
            running.removeFirst();
        }
        noted(firing.at(), Outcome.FIRED, now, firing.task());
    }

    private void noted(Instant firing, Outcome outcome, Instant now, @Nullable TaskId task) {
        counts.merge(outcome, 1L, Long::sum);
        recent.add(new FiringRecord(firing, outcome, now, task, null));
        if (recent.size() > Schedule.MOST_RECENT) {
            recent.removeFirst();
        }
    }

    /** The task of a firing is over. */
    ScheduleDraft ended(TaskId task, State how) {
        running.removeIf(known -> known.firing().task().equals(task));
        recent.replaceAll(known -> task.equals(known.task()) ? known.endedAs(how) : known);
        return this;
    }

    /** What waits is fired if nothing is left to wait for. */
    ScheduleDraft releasing(Instant now) {
        Firing waiting = pending;
        if (waiting != null && (running.isEmpty() || plan.overlap() == Overlap.ALLOW)) {
            pending = null;
            fired(waiting, now);
        }
        return this;
    }

    ScheduleDraft published(Set<String> entries) {
        outbox.removeIf(entry -> entries.contains(entry.id()));
        former.keySet().removeIf(known -> outbox.stream()
                .noneMatch(entry -> entry instanceof Fire fire && fire.revision() == known));
        return this;
    }
}
