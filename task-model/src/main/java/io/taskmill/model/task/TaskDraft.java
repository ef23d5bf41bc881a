package io.taskmill.model.task;

import io.taskmill.model.ChunkOrder;
import io.taskmill.model.Dependent;
import io.taskmill.model.Phase;
import io.taskmill.model.Recovery;
import io.taskmill.model.Result;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.UserCommand.AmendTask;
import io.taskmill.model.message.UserCommand.Edit;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.message.UserCommand.RollbackTask;
import io.taskmill.model.task.HistoryEntry.Kind;
import io.taskmill.model.task.HistoryEntry.Reasons;
import io.taskmill.model.task.PhaseTable.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A task while one event changes it. Each method is one thing that can happen to it; none decides whether it may. */
final class TaskDraft {

    /** Of so many commands of users a task remembers that they were applied. */
    static final int REMEMBERED = 32;

    private final TaskId id;
    private @Nullable TaskSpec spec;
    private Phase phase;
    private Instant since;
    private int epoch;
    private int attempt;
    private int crashRecoveries;
    private @Nullable Instant deadline;
    private Dependencies dependencies;
    private Claims claims;
    private @Nullable Dispatched dispatched;
    private @Nullable DeadCommand deadCommand;
    private @Nullable Blocked blocked;
    private @Nullable Instant releaseAt;
    private @Nullable Instant started;
    private int progress;
    private @Nullable Run run;
    private @Nullable Checkpoint checkpoint;
    private Rollback rollback;
    private @Nullable FailedAttempt failed;
    private @Nullable Cancellation cancelled;
    private @Nullable End end;
    private @Nullable Deletion deleted;
    private final List<String> applied;
    private final List<OutboxEntry> outbox;
    private History history;
    private Families families;

    private TaskDraft(TaskId id, int epoch, Instant now) {
        this.id = id;
        this.phase = Phase.QUEUED;
        this.since = now;
        this.epoch = epoch;
        this.attempt = 1;
        this.dependencies = Dependencies.NONE;
        this.claims = Claims.NONE;
        this.rollback = Rollback.NONE;
        this.applied = new ArrayList<>();
        this.outbox = new ArrayList<>();
        this.history = History.EMPTY;
        this.families = Families.NONE;
    }

    TaskDraft(Task task) {
        id = task.id();
        spec = task.spec();
        phase = task.phase();
        since = task.since();
        epoch = task.epoch();
        attempt = task.attempt();
        crashRecoveries = task.crashRecoveries();
        deadline = task.deadline();
        dependencies = task.dependencies();
        claims = task.claims();
        dispatched = task.dispatched();
        deadCommand = task.deadCommand();
        blocked = task.blocked();
        releaseAt = task.releaseAt();
        started = task.started();
        progress = task.progress();
        run = task.run();
        checkpoint = task.checkpoint();
        rollback = task.rollback();
        failed = task.failed();
        cancelled = task.cancelled();
        end = task.end();
        deleted = task.deleted();
        applied = new ArrayList<>(task.applied());
        outbox = new ArrayList<>(task.outbox());
        history = task.history();
        families = task.families();
    }

    /** A task of which nothing is known but that it is spoken of. */
    static Task stub(TaskId id, int epoch, Instant now) {
        return new TaskDraft(id, epoch, now).toTask();
    }

    Task toTask() {
        return new Task(
                id,
                spec,
                phase,
                since,
                epoch,
                attempt,
                crashRecoveries,
                deadline,
                dependencies,
                claims,
                dispatched,
                deadCommand,
                blocked,
                releaseAt,
                started,
                progress,
                run,
                checkpoint,
                rollback,
                failed,
                cancelled,
                end,
                deleted,
                applied,
                outbox,
                history,
                families);
    }

    TaskDraft submitted(TaskSpec submission, @Nullable Instant mustEndBy, Instant now) {
        spec = submission;
        deadline = mustEndBy;
        history = history.beginningWith(
                new HistoryEntry(submission.created(), Kind.SUBMITTED, 1, null, null, submission.creator(), null));
        if (phase == Phase.QUEUED) {
            since = now;
            dispatched = Dispatched.first(now);
        }
        return this;
    }

    /** It waits for that time in a phase that does, and its next command with it. */
    TaskDraft waitsUntil(Phase waiting, Instant time, Instant now) {
        into(waiting, now);
        releaseAt = time;
        return this;
    }

    /** It waits for those that its submission names, which are to tell it. */
    TaskDraft awaits(Phase waiting, List<TaskId> others, Instant now) {
        into(waiting, now);
        dependencies = dependencies.awaiting(others);
        outbox.add(new OutboxEntry.Watch(epoch));
        return this;
    }

    /** One of those has ended as it had to. */
    TaskDraft awaitsNoMore(TaskId dependency) {
        dependencies = dependencies.without(dependency);
        return this;
    }

    TaskDraft awaitedBy(Dependent dependent) {
        dependencies = dependencies.and(dependent);
        return this;
    }

    /** These are told what has become of it, and are among those that wait for it no more. */
    TaskDraft tells(How how, List<Dependent> dependents) {
        owes(new OutboxEntry.Tell(how, dependents));
        dependencies = dependencies.without(dependents);
        return this;
    }

    /** Whether its gates and rates have let it pass. */
    boolean isAdmitted() {
        return spec == null || claims.isAdmitted(spec);
    }

    /** The next gate or rate that it has to pass is asked. */
    TaskDraft asks(Phase waiting, Instant now) {
        into(waiting, now);
        claims = claims.asking(epoch);
        outbox.add(new OutboxEntry.Ask(claims.epoch(), claims.passed()));
        return this;
    }

    /** The rate that was asked lets it go then. */
    TaskDraft letGoAt(Instant at) {
        claims = claims.letGoAt(at);
        return this;
    }

    /** The gate or rate that was asked has let it pass. */
    TaskDraft admitted() {
        claims = claims.admitted();
        return this;
    }

    /** Gates and rates get back what they have given, or are about to. */
    TaskDraft givesBack() {
        if (spec != null) {
            Instant at = claims.at();
            claims.claimed(spec).forEach(gate -> owes(new OutboxEntry.GiveBack(claims.epoch(), gate.key())));
            if (at != null) {
                claims.rate(spec).ifPresent(rate -> owes(new OutboxEntry.ReturnTime(claims.epoch(), rate.key(), at)));
            }
        }
        outbox.removeIf(entry -> entry instanceof OutboxEntry.Ask);
        claims = Claims.NONE;
        return this;
    }

    /** Something is to be given back, once. */
    TaskDraft owes(OutboxEntry entry) {
        if (outbox.stream().noneMatch(known -> known.id().equals(entry.id()))) {
            outbox.add(entry);
        }
        return this;
    }

    /** The schedule that has made it is told of its end. */
    TaskDraft tellsSchedule(String schedule) {
        if (end == null) {
            throw new IllegalStateException("task " + id + " has not ended, and its schedule cannot be told");
        }
        outbox.add(new OutboxEntry.TellSchedule(schedule, epoch, end.state()));
        return this;
    }

    /** Somebody wants it to wait otherwise, which makes another epoch if this one's command is out. */
    TaskDraft amended(AmendTask command, TaskSpec amendment, boolean dispatched) {
        spec = amendment;
        epoch = dispatched ? epoch + 1 : epoch;
        history = history.with(
                new HistoryEntry(command.at(), Kind.AMENDED, epoch, null, null, command.actor(), changed(command)));
        return this;
    }

    private static String changed(AmendTask command) {
        StringJoiner names = new StringJoiner(", ");
        if (command.notBefore() != null) {
            names.add("notBefore");
        }
        if (command.priority() != null) {
            names.add("priority");
        }
        if (command.pool() != null) {
            names.add("pool");
        }
        return names.toString();
    }

    TaskDraft mustEndBy(@Nullable Instant instant) {
        deadline = instant;
        return this;
    }

    /** The present epoch's command goes out, for the first time. */
    TaskDraft released(Instant now) {
        into(Phase.QUEUED, now);
        dispatched = Dispatched.first(now);
        return dispatchedNow();
    }

    TaskDraft ran(Phase next, Run owner, Instant now) {
        if (run == null || !run.id().equals(owner.id())) {
            happened(Kind.STARTED, owner.started(), owner, null, null);
        }
        boolean cleaning = next == Phase.CLEANING;
        boolean first = cleaning && run == null;
        into(next, now);
        since = first ? now : since;
        started = started == null ? owner.started() : started;
        // the return of an end step is not yet the good end of its task
        int most = families.present() == null ? 100 : Family.MOST_PROGRESS;
        progress = cleaning ? progress : Math.max(progress, Math.min(most, owner.progress())); // invariant 9
        run = owner;
        return this;
    }

    /** What a run says that it is about to do, or has undone; a task that has finished, or was deleted, has no use for it. */
    TaskDraft noted(RunEvent event) {
        if (deleted == null && (end == null || end.state() != State.FINISHED)) {
            rollback = RollbackTransition.noted(rollback, event);
            if (event instanceof RunEvent.Checkpoint late && late.run().id().equals(rollback.run())) {
                checkpointed(new Checkpoint(late.run().id(), late.run().seq(), late.state()));
            }
        }
        return this;
    }

    /** A task that has finished, or was deleted, has no use for it. */
    TaskDraft checkpointed(Checkpoint latest) {
        boolean useless = deleted != null || (end != null && end.state() == State.FINISHED);
        checkpoint = useless || !latest.isLaterThan(checkpoint) ? checkpoint : latest;
        return this;
    }

    /**
     * Before one ends otherwise than well, what its runs have done is undone if its policy says so. Of one that has children
     * this is what its end step has come to, from which it follows how it ends.
     */
    TaskDraft ended(End step, Instant now) {
        Family family = families.present();
        End how = family == null ? step : family.outcome(step, cancelled);
        boolean finished = how.state() == State.FINISHED;
        switch (how.state()) {
            case FINISHED -> happened(Kind.FINISHED, how.at(), run, null, null);
            case FAILED -> failed(how.at(), Objects.requireNonNull(how.error()));
            default -> cancelledAt(how.at());
        }
        if (!finished && undoesItself()) {
            return cleans(how, now);
        }
        givesBack();
        into(Phase.DONE, now);
        progress = family != null && finished ? 100 : progress;
        end = how;
        checkpoint = finished ? null : checkpoint;
        rollback = finished ? Rollback.NONE : rollback;
        return this;
    }

    /** It seemed to have ended before it was known what it is; nobody was shown that. */
    TaskDraft endsOnlyCleaned(Instant now) {
        return end != null && end.state() != State.FINISHED && undoesItself() ? cleans(end, now) : this;
    }

    /** What the latest run has pushed may still be on its way. */
    private boolean undoesItself() {
        return spec != null
                && spec.policy().recovery() == Recovery.AUTO
                && (!rollback.left().isEmpty() || (run != null && run.pushed() > 0));
    }

    /**
     * What its runs have done is undone, by another epoch.
     *
     * @param outcome as what it ends then; null if it has ended, which stands
     */
    TaskDraft cleans(@Nullable End outcome, Instant now) {
        if (claims.asking()) {
            givesBack(); // else it holds its gates until all is undone
        }
        into(PhaseTable.next(phase, Cause.ROLLBACK).orElseThrow(), now);
        crashRecoveries = 0; // its runs' are no fault of what undoes them
        rollback = rollback.begun(run == null ? null : run.id(), outcome);
        end = outcome == null ? end : null;
        return because(Reasons.ROLLBACK, now).dispatchedAgain(now);
    }

    /** Somebody wants that. */
    TaskDraft rollbackRequested(RollbackTask command) {
        history = history.with(
                new HistoryEntry(command.at(), Kind.ROLLBACK_REQUESTED, epoch + 1, null, null, command.actor(), null));
        return this;
    }

    /** The clean-up goes on later. */
    TaskDraft cleansAgainAt(Instant next, Instant now) {
        into(Phase.CLEANING, now);
        releaseAt = next;
        return this;
    }

    /** The clean-up has failed, for the present or for good. */
    TaskDraft cleaningFailed(TaskError error, Instant at) {
        rollback = rollback.failed(error);
        happened(Kind.ROLLBACK_FAILED, at, run, null, error.code());
        return this;
    }

    /** The clean-up is over, and the task with it; when it had ended before, it has ended then. */
    TaskDraft cleaned(Optional<TaskError> error, Instant at, Instant now) {
        End outcome = end == null ? Objects.requireNonNull(rollback.outcome()) : end;
        if (error.isEmpty()) {
            happened(Kind.ROLLED_BACK, at, run, null, null);
        }
        givesBack();
        into(Phase.DONE, now);
        end = outcome.cleaned(
                error.isEmpty() ? Result.CLEAN_SUCCESS : Result.CLEAN_FAILURE, end == null ? at : end.at());
        rollback = rollback.over(error);
        return this;
    }

    /** The attempt has failed, and another one follows at that instant. */
    TaskDraft willRetry(TaskError error, Instant at, Instant next, Instant now) {
        if (end == null) { // else it was told when the task seemed to end
            failed(at, error);
        }
        givesBack();
        into(Phase.RETRY_WAIT, now);
        end = null;
        failed = new FailedAttempt(attempt, error, at);
        releaseAt = next;
        return this;
    }

    TaskDraft crashed() {
        crashRecoveries++;
        return this;
    }

    TaskDraft nextAttempt() {
        attempt++;
        progress = families.present() == null ? 0 : progress; // what its children have done stays done
        return this;
    }

    /** Everything is as it was at the submission, but that the task has started and may have come to a checkpoint. */
    TaskDraft anew(RetryTask command, @Nullable Instant mustEndBy) {
        Edit edit = command.edit();
        if (spec != null && edit != null) {
            TaskPolicy policy = edit.policy() == null ? spec.policy() : edit.policy();
            spec = spec.with(edit.typeVersion(), edit.params(), policy);
            checkpoint = null; // it was reached with others
        }
        history = history.with(new HistoryEntry(
                command.at(),
                Kind.RETRIED,
                epoch + 1,
                null,
                null,
                command.actor(),
                edit == null ? null : Reasons.EDITED.name()));
        spec = spec == null ? null : spec.startingAt(null).withOwnGates(); // its ancestors wait for it no more
        attempt = 1;
        crashRecoveries = 0;
        progress = 0;
        deadline = mustEndBy;
        rollback = rollback.before(epoch + 1);
        failed = null;
        cancelled = null;
        end = null;
        families = families.anew();
        if (families.isTooMany()) {
            orders(ChunkOrder.DELETE, families.former().getFirst());
            families = families.withoutOldest();
        }
        return this;
    }

    /** Its end step is to be carried out anew, and nothing else: a run of it has begun, so it waits for no others any more. */
    TaskDraft endsAnew(RetryTask command, @Nullable Instant mustEndBy) {
        history = history.with(
                new HistoryEntry(command.at(), Kind.RETRIED, epoch + 1, null, null, command.actor(), null));
        spec = spec == null ? null : spec.withOwnGates();
        dependencies = dependencies.awaiting(List.of());
        attempt = 1;
        crashRecoveries = 0;
        deadline = mustEndBy;
        rollback = rollback.before(epoch + 1);
        failed = null;
        end = null;
        return this;
    }

    /** Its run has left children behind. */
    TaskDraft sealed(Family family, Instant at, Instant now) {
        happened(Kind.SPAWNED, at, run, null, Integer.toString(family.spawn().children()));
        into(Phase.WAITING_CHILDREN, now);
        families = families.with(family);
        return this;
    }

    /** What is known of its children. */
    TaskDraft family(Family family) {
        families = families.with(family);
        progress = Math.max(progress, family.progress());
        return this;
    }

    /** All children are over: another epoch, which carries out the end step. */
    TaskDraft ends(Family family, Instant now) {
        families = families.with(family.atItsEnd());
        attempt = 1;
        crashRecoveries = 0;
        failed = null;
        return because(Reasons.CHILDREN_OVER, now).dispatchedAgain(now);
    }

    /** Somebody wants it and its children to end. */
    TaskDraft cancelsChildren(Cancellation by) {
        if (cancelled == null) {
            happened(Kind.CANCEL_REQUESTED, by.at(), null, by.actor(), by.reason());
            cancelled = by;
        }
        return this;
    }

    /** These parts of a family are told that. */
    TaskDraft orders(ChunkOrder order, String of, int from, int to) {
        OutboxEntry entry = new OutboxEntry.Order(order, of, from, to);
        if (from < to && !outbox.contains(entry)) {
            outbox.add(entry);
        }
        return this;
    }

    private void orders(ChunkOrder order, Families.Former family) {
        orders(order, family.run(), 0, family.chunks());
    }

    /** Its parent is told how it has ended. */
    TaskDraft tellsParent(OutboxEntry.TellParent entry) {
        if (outbox.stream().noneMatch(known -> known.id().equals(entry.id()))) {
            outbox.add(entry);
        }
        return this;
    }

    /** Its parent is gone, and it is nobody's child any more. */
    TaskDraft orphaned() {
        spec = spec == null ? null : spec.orphaned();
        return this;
    }

    /** Another epoch, of which nothing is out. */
    TaskDraft nextEpoch(Instant now) {
        phase = phase == Phase.CLEANING ? Phase.CLEANING : Phase.QUEUED;
        since = now;
        epoch++;
        deadCommand = null;
        run = null;
        releaseAt = null;
        return this;
    }

    /** Another epoch, which waits once more for those that have not ended as they had to. */
    TaskDraft awaitsAgain(Phase waiting, Instant now) {
        nextEpoch(now);
        return awaits(waiting, dependencies.awaits(), now);
    }

    /** Another epoch. Of a stub it is not known yet what to run: its submission will see the epoch and dispatch it. */
    TaskDraft dispatchedAgain(Instant now) {
        nextEpoch(now);
        if (spec != null) {
            dispatched = Dispatched.first(now);
            outbox.add(new OutboxEntry.Dispatch(epoch, 0));
        }
        return this;
    }

    /** That another epoch begins for a reason that nobody gave. */
    TaskDraft because(Reasons why, Instant now) {
        history = history.with(new HistoryEntry(now, Kind.DISPATCHED, epoch + 1, null, null, null, why.name()));
        blocked = null;
        return this;
    }

    /**
     * A worker does not have its type, or knows that it is paused. Only the first one of several is history: there may be one
     * every half a minute.
     */
    TaskDraft blockedBy(TypeMissing missing, Instant now) {
        if (blocked == null || blocked.paused() != missing.paused()) {
            String reason = missing.paused() ? Reasons.TYPE_PAUSED.name() : null;
            history = history.with(
                    new HistoryEntry(missing.at(), Kind.BLOCKED, epoch, null, missing.worker(), null, reason));
        }
        Blocked before = blocked == null ? new Blocked(since, 0) : blocked;
        givesBack();
        into(Phase.BLOCKED, now);
        blocked = before.onceMore(missing.paused());
        releaseAt = now.plus(blocked.delay(id));
        return this;
    }

    /** A worker that has its type has come, or the type is paused no more. */
    TaskDraft typeFound() {
        blocked = blocked == null ? null : blocked.anew();
        return this;
    }

    /** The present epoch's command could not be used. */
    TaskDraft commandDied(DeadCommand dead) {
        if (deadCommand == null || !deadCommand.reason().equals(dead.reason())) {
            history = history.with(
                    new HistoryEntry(dead.at(), Kind.COMMAND_DEAD, epoch, null, null, null, dead.reason()));
        }
        deadCommand = dead;
        return this;
    }

    /** The present epoch's command goes out now. */
    TaskDraft dispatchedNow() {
        outbox.add(new OutboxEntry.Dispatch(epoch, 0));
        return this;
    }

    /** The present epoch's command goes out once more. */
    TaskDraft repeated(Dispatched command) {
        dispatched = command;
        outbox.add(new OutboxEntry.Dispatch(epoch, command.repeats()));
        return this;
    }

    TaskDraft published(List<OutboxEntry> entries) {
        outbox.removeAll(entries);
        return this;
    }

    TaskDraft aborting(Cancellation by, Instant now) {
        if (phase != Phase.ABORTING) {
            happened(Kind.CANCEL_REQUESTED, by.at(), null, by.actor(), by.reason());
        }
        into(Phase.ABORTING, now);
        cancelled = by;
        return this;
    }

    /** The worker of the run that is to end was told once more. */
    TaskDraft told(Cancellation by) {
        cancelled = by;
        return this;
    }

    /** Takes effect only if the end turns out to be that of an attempt. */
    TaskDraft cancelledIfRetried(@Nullable Cancellation by) {
        cancelled = by;
        return this;
    }

    TaskDraft cancelled(Cancellation by, Instant now) {
        cancelled = by;
        return ended(End.cancelled(now, null), now);
    }

    TaskDraft applied(UserCommand command) {
        applied.add(command.id());
        if (applied.size() > REMEMBERED) {
            applied.removeFirst();
        }
        return this;
    }

    /** Nothing is left but that there was such a task, whose run it was, and how it ended. */
    TaskDraft deleted(Deletion how) {
        if (end == null) {
            throw new IllegalStateException("task " + id + " has not ended and cannot be deleted");
        }
        spec = null;
        deadline = null;
        run = run == null
                ? null
                : new Run(run.id(), run.session(), run.worker(), run.seq(), run.started(), run.progress(), null);
        checkpoint = null;
        rollback = Rollback.NONE;
        failed = null;
        cancelled = null;
        end = new End(end.state(), end.result(), end.at(), null, null);
        deleted = how;
        outbox.removeIf(entry -> !isForOthers(entry)); // who waits for it still does, and its children go with it
        families.all().forEach(family -> orders(ChunkOrder.DELETE, family));
        families = Families.NONE;
        history = History.EMPTY;
        return this;
    }

    private static boolean isForOthers(OutboxEntry entry) {
        return switch (entry) {
            case OutboxEntry.Tell _,
                    OutboxEntry.TellParent _,
                    OutboxEntry.TellEntities _,
                    OutboxEntry.Order _,
                    OutboxEntry.TellSchedule _,
                    OutboxEntry.GiveBack _,
                    OutboxEntry.ReturnTime _ -> true;
            case OutboxEntry.Dispatch _, OutboxEntry.Watch _, OutboxEntry.Ask _ -> false;
        };
    }

    private void failed(Instant at, TaskError error) {
        happened(Kind.FAILED, at, run, null, error.code());
    }

    private void cancelledAt(Instant at) {
        happened(
                Kind.CANCELLED,
                at,
                run,
                cancelled == null ? null : cancelled.actor(),
                cancelled == null ? null : cancelled.reason());
    }

    private void happened(Kind kind, Instant at, @Nullable Run of, @Nullable String actor, @Nullable String reason) {
        history = history.with(new HistoryEntry(
                at, kind, epoch, of == null ? null : of.id(), of == null ? null : of.worker(), actor, reason));
    }

    private void into(Phase next, Instant now) {
        since = next == phase ? since : now;
        phase = next;
        dispatched = null;
        deadCommand = null;
        blocked = null;
        releaseAt = null;
    }
}
