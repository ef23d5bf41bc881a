package io.taskmill.model.task;

import io.taskmill.model.Phase;
import io.taskmill.model.Recovery;
import io.taskmill.model.Result;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.message.UserCommand.RollbackTask;
import io.taskmill.model.task.HistoryEntry.Reasons;
import io.taskmill.model.task.PhaseTable.Cause;
import io.taskmill.model.task.Transition.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides how what a task's runs have done is undone. */
final class RollbackTransition {

    /** How often a clean-up is tried, whatever the task's own policy is; a crash is no try. */
    static final RetryPolicy TRIES = new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofSeconds(30), Set.of());

    /** So long after a worker without the type had the command another one is tried. */
    static final Duration TYPE_MISSING_WAIT = Duration.ofSeconds(10);

    /** The run has carried the task out instead: its worker is of a version that knows of no rollback. */
    static final TaskError NOT_ROLLED_BACK = new TaskError(
            "NOT_ROLLED_BACK", "the worker has run the task instead of undoing it: it is of an earlier version", false);

    private RollbackTransition() {}

    /** What is known of a stack after a run has said what it is about to do, or has undone. */
    static Rollback noted(Rollback known, RunEvent event) {
        return switch (event) {
            case RunEvent.RollbackPushed pushed -> known.pushed(pushed.entry());
            case RunEvent.RolledBack back -> known.undone(back.undone());
            case RunEvent.Start _,
                    RunEvent.Progress _,
                    RunEvent.Checkpoint _,
                    RunEvent.EntityFacts _,
                    RunEvent.Finished _,
                    RunEvent.Spawned _,
                    RunEvent.Failed _,
                    RunEvent.Aborted _,
                    RunEvent.GivenBack _ -> known;
        };
    }

    /** What was done outside counts whosever run says it and whatever else becomes of the event. */
    static Transition noting(
            @Nullable Task task, RunEvent event, Instant now, Function<@Nullable Task, Transition> deciding) {
        boolean counts =
                task != null && (event.epoch() < task.epoch() || (event.epoch() == task.epoch() && !task.isHeldBack()));
        if (task == null || !counts) {
            return deciding.apply(task);
        }
        if (event instanceof RunEvent.RollbackPushed pushed
                && !task.rollback().knows(pushed.entry())
                && !task.rollback().hasRoom()) {
            return RunTransition.refused(task, event, RefusalReason.TOO_MANY_ROLLBACKS);
        }
        Task noted = task.draft().noted(event).toTask();
        Transition transition = deciding.apply(noted);
        Task after = transition.task();
        return noted.equals(task) || after == null
                ? transition
                : new Transition(undoneLate(after, event, now), new Verdict.Applied(), transition.decisions());
    }

    /** It had ended before it was known what a run of it had done: that end stands. */
    private static Task undoneLate(Task task, RunEvent event, Instant now) {
        TaskSpec spec = task.spec();
        End end = task.end();
        return event instanceof RunEvent.RollbackPushed
                        && task.phase() == Phase.DONE
                        && end != null
                        && end.result() != Result.CLEAN_FAILURE
                        && spec != null
                        && spec.policy().recovery() == Recovery.AUTO
                        && !task.rollback().left().isEmpty()
                ? task.draft().cleans(null, now).toTask()
                : task;
    }

    /** What a run reports that is to undo what was done, and owns the epoch or comes to own it. */
    static Transition advance(Task task, RunEvent event, Instant now) {
        TaskDraft draft = task.draft().ran(Phase.CLEANING, event.run(), now).noted(event);
        return switch (event) {
            case RunEvent.Start _,
                    RunEvent.Progress _,
                    RunEvent.Checkpoint _,
                    RunEvent.EntityFacts _,
                    RunEvent.RollbackPushed _ -> Transition.applied(draft.toTask(), RunTransition.grant(event));
            case RunEvent.RolledBack back ->
                Transition.applied(
                        back.through() == null ? draft.toTask() : through(draft.toTask(), back.through(), now));
            case RunEvent.Failed failed -> Transition.applied(failed(draft.toTask(), failed.error(), failed.at(), now));
            case RunEvent.Finished finished ->
                Transition.applied(failed(draft.toTask(), NOT_ROLLED_BACK, finished.at(), now));
            case RunEvent.Spawned spawned ->
                Transition.applied(failed(draft.toTask(), NOT_ROLLED_BACK, spawned.at(), now));
            case RunEvent.Aborted _, RunEvent.GivenBack _ ->
                Transition.applied(TaskTransition.withoutOwner(draft.toTask(), SessionLoss.ENDED, now));
        };
    }

    /** What was pushed since the run's command was written is undone by another run. */
    private static Task through(Task task, Instant at, Instant now) {
        TaskDraft draft = task.draft();
        return (task.rollback().left().isEmpty()
                        ? draft.cleaned(Optional.empty(), at, now)
                        : draft.because(Reasons.ROLLBACK, now).dispatchedAgain(now))
                .toTask();
    }

    /** Another try follows, or the clean-up has failed and what is left stays. */
    static Task failed(Task task, TaskError error, Instant at, Instant now) {
        int tries = task.rollback().failures() + 1;
        TaskDraft draft = task.draft().cleaningFailed(error, at);
        return (TRIES.retries(tries, error)
                        ? draft.cleansAgainAt(now.plus(TRIES.delay(task.id(), task.epoch(), tries, error)), now)
                        : draft.cleaned(Optional.of(error), at, now))
                .toTask();
    }

    /** Its runs end their sessions: no other try follows. */
    static Task poisoned(Task task, TaskError error, Instant now) {
        return task.draft()
                .cleaningFailed(error, now)
                .cleaned(Optional.of(error), now, now)
                .toTask();
    }

    /** Somebody wants it to be undone: one that has ended otherwise than well, and has something to undo. */
    static Transition requested(@Nullable Task task, RollbackTask command, Instant now) {
        TaskSpec spec = task == null ? null : task.spec();
        if (task == null || spec == null || command.epoch() > task.epoch()) {
            return Transition.refused(task, RefusalReason.UNKNOWN_EPOCH);
        }
        if (command.epoch() < task.epoch()) {
            return Transition.refused(task, RefusalReason.SUPERSEDED);
        }
        End end = task.end();
        boolean open = task.phase() == Phase.DONE
                && end != null
                && end.state() != State.FINISHED
                && spec.policy().recovery() != Recovery.NONE
                && task.rollback().isOpen(end.result())
                && PhaseTable.next(task.phase(), Cause.ROLLBACK).isPresent();
        if (!open) {
            return Transition.refused(task, RefusalReason.NOTHING_TO_UNDO);
        }
        return Transition.applied(task.draft()
                .rollbackRequested(command)
                .cleans(null, now)
                .applied(command)
                .toTask());
    }
}
