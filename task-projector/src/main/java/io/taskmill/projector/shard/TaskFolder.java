package io.taskmill.projector.shard;

import io.taskmill.model.TaskId;
import io.taskmill.model.message.DueReached;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.OwnerLost;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.TypeFound;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.TypesAvailable;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.model.task.Checkpoint;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.Transition;
import io.taskmill.model.task.Transition.Decision;
import io.taskmill.model.task.Transition.Verdict;
import io.taskmill.projector.change.ShardChanges;
import io.taskmill.projector.count.ShardCounts;
import io.taskmill.projector.fold.Decider;
import io.taskmill.projector.fold.Folded;
import io.taskmill.projector.fold.GuardedFold;
import io.taskmill.projector.fold.Keyed;
import io.taskmill.store.Versioned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Folds the events of one shard's tasks and carries out what the transition function decides. */
final class TaskFolder {

    private static final int CACHED = 20_000;

    /** In characters; a task with a longer one is read for each batch. */
    private static final int CACHED_CHECKPOINT = 2_048;

    private static final int CACHED_DEPENDENTS = 100;

    /** Each may have parameters of some size. */
    private static final int CACHED_ROLLBACKS = 4;

    private static final int LOST_AT_ONCE = 500;

    private final int shard;
    private final ShardParts parts;
    private final Answers answers;
    private final TaskOutbox outbox;
    private final TaskTelling telling;
    private final QueuedCheck queued;
    private final DueWork due;
    private final Retention retention;
    private final BlockedWork blocked;
    private final PausedWork paused;
    private final ShardCounts counts;
    private final GuardedFold<TaskId, Task> fold;
    private final List<Keyed<TaskId, TaskEvent>> pending = new ArrayList<>();

    /** What an event made of the task that was there before. */
    private record Step(@Nullable Task before, TaskEvent event, Transition transition) {}

    TaskFolder(
            int shard,
            ShardParts parts,
            Answers answers,
            QueuedCheck queued,
            DueWork due,
            ShardCounts counts,
            ShardChanges changes) {
        this.shard = shard;
        this.parts = parts;
        this.answers = answers;
        this.telling = new TaskTelling(shard, parts);
        this.outbox = new TaskOutbox(shard, parts, telling);
        this.queued = queued;
        this.due = due;
        this.retention = new Retention(shard, parts);
        this.blocked = new BlockedWork(shard, parts);
        this.paused = new PausedWork(shard, parts);
        this.counts = counts;
        this.fold = new GuardedFold<>(parts.tasks(), CACHED, TaskFolder::isKept, written -> {
            counts.written(written);
            changes.wrote(written);
            due.written(written.after());
            paused.written(written.after());
        });
    }

    /** More is to come of it, and it is not so large that many of its kind would fill the memory. */
    private static boolean isKept(Task task) {
        Checkpoint checkpoint = task.checkpoint();
        int pushed = task.rollback().left().size() + task.rollback().undone().size();
        return task.end() == null
                && pushed <= CACHED_ROLLBACKS
                && task.dependencies().awaitedBy().size() <= CACHED_DEPENDENTS
                && (checkpoint == null || checkpoint.state().text().length() <= CACHED_CHECKPOINT);
    }

    /** Another replica may have folded meanwhile. */
    void forget() {
        fold.forget();
        blocked.forget();
        paused.forget();
        pending.clear();
        outbox.forget();
        telling.forget();
    }

    /** This replica has the shard. */
    void begin() {
        telling.mendLastEnded();
    }

    void add(TaskEvent event) {
        pending.add(new Keyed<>(event.task(), event));
    }

    /** The same of a message that somebody may have folded before. */
    void addAgain(TaskEvent event) {
        telling.touchedAgain(event.task());
        add(event);
    }

    /** Folds all that was added. */
    void flush() {
        telling.mend();
        outbox.confirmed().forEach(this::add);
        if (pending.isEmpty()) {
            return;
        }
        List<Keyed<TaskId, TaskEvent>> batch = List.copyOf(pending);
        pending.clear();
        Decider<Task, TaskEvent, Step> decider = (task, event) -> {
            Transition transition =
                    parts.rules().apply(task, event, parts.clock().instant());
            return new Decider.Decided<>(
                    transition.task(), new Step(task, event, transition), isCertain(event, transition));
        };
        long lostRaces = fold.lostRaces();
        List<Folded<TaskId, Task, Step>> outcomes = fold.fold(batch, decider);
        if (fold.lostRaces() > lostRaces) {
            counts.raceLost();
        }
        outcomes.forEach(folded -> telling.add(
                folded.outcome().before(), folded.outcome().transition().task()));
        telling.tell();
        for (Folded<TaskId, Task, Step> folded : outcomes) {
            carryOut(folded.outcome());
            Task task = folded.entity();
            Task before = folded.outcome().before();
            if (before != null && task != null && task.dispatched() == null) {
                queued.left(before);
            }
            if (task != null && !task.outbox().isEmpty()) {
                outbox.publish(task, before == null ? List.of() : before.outbox());
            }
        }
        deleteLogs(outcomes);
        for (Keyed<TaskId, TaskEvent> message : batch) {
            if (message.message() instanceof OutboxPublished cleared) {
                outbox.cleared(cleared);
            }
        }
    }

    /** Also those of a task whose deletion is repeated, since whoever folded it first may have come no further. */
    private void deleteLogs(List<Folded<TaskId, Task, Step>> outcomes) {
        Set<TaskId> gone = new HashSet<>();
        for (Folded<TaskId, Task, Step> folded : outcomes) {
            Task task = folded.entity();
            if (folded.outcome().event() instanceof DeleteTask && task != null && task.deleted() != null) {
                gone.add(folded.key());
            }
        }
        parts.logs().delete(gone);
    }

    /**
     * An older event of the owning run is a no-op whatever else happened; everything else needs proof. That something is
     * due, or that a type was waited for, was read in the store, so when there is nothing to do the store may know better;
     * and the command that was given back may be of an epoch which this replica has not heard of.
     */
    private static boolean isCertain(TaskEvent event, Transition transition) {
        return transition.verdict() instanceof Verdict.Repeated
                && transition.decisions().isEmpty()
                && !(event instanceof DueReached || event instanceof TypeFound || event instanceof TypeMissing);
    }

    private void carryOut(Step step) {
        Transition transition = step.transition();
        if (transition.verdict() instanceof Verdict.Refused(RefusalReason reason)) {
            TaskLog.refused(step.event(), reason);
        }
        StepCounts.count(parts.metrics(), step.before(), step.event(), transition);
        for (Decision decision : transition.decisions()) {
            switch (decision) {
                case Decision.Answer answer -> answers.add(parts.followUps().tell(answer.session(), answer.message()));
                case Decision.Probe probe -> parts.prober().probe(probe.session());
            }
        }
    }

    /** Publishes what a replica that died left in outboxes; whether there may be more than was looked at. */
    boolean sweepOutbox() {
        return outbox.sweep();
    }

    /** Whether follow-ups are on their way, or are not cleared yet. */
    boolean isPublishing() {
        return outbox.isPublishing();
    }

    /** Publishes once more what waits in no queue. */
    void checkQueued() {
        queued.check().forEach(this::add);
        flush();
    }

    /** Does what is due, tries again what was blocked by its type, and deletes some of what is too old. */
    void tend() {
        tendDue();
        blocked.find().forEach(this::add);
        paused.find().forEach(this::add);
        flush();
        List<DeleteTask> old = retention.find();
        if (!old.isEmpty()) {
            old.forEach(this::add);
            flush();
            retention.deleted();
        }
    }

    private void tendDue() {
        for (List<DueReached> found = due.find(); !found.isEmpty(); found = due.find()) {
            found.forEach(this::add);
            flush();
            if (found.size() < DueWork.AT_ONCE) {
                return;
            }
        }
    }

    /** A worker has begun that can run these types. */
    void available(TypesAvailable types) {
        blocked.available(types);
    }

    /** Dispatches again whatever of the session is unfinished here. */
    void ownerLost(String session, SessionLoss loss) {
        Set<TaskId> seen = new HashSet<>();
        while (true) {
            Map<TaskId, Versioned<Task>> owned = parts.tasks().ownedBy(shard, session, LOST_AT_ONCE);
            if (!seen.addAll(owned.keySet())) {
                return;
            }
            owned.keySet().forEach(task -> add(new OwnerLost(task, session, loss)));
            flush();
        }
    }

    /** The same for sessions that were told lost before, of which a replica that did not know yet may have taken a START. */
    void sweepOwners(Map<String, SessionLoss> lost) {
        Collection<Versioned<Task>> stranded =
                parts.tasks().ownedByAny(shard, lost.keySet(), LOST_AT_ONCE).values();
        for (Versioned<Task> task : stranded) {
            var run = task.entity().run();
            if (run != null) {
                SessionLoss loss = lost.getOrDefault(run.session(), SessionLoss.CRASHED);
                add(new OwnerLost(task.entity().id(), run.session(), loss));
            }
        }
        flush();
    }
}
