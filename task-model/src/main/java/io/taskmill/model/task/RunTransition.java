package io.taskmill.model.task;

import io.taskmill.model.Json;
import io.taskmill.model.Phase;
import io.taskmill.model.Run;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.task.PhaseTable.Cause;
import io.taskmill.model.task.Transition.Decision;
import io.taskmill.model.task.Transition.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what a run's report makes of its task. */
final class RunTransition {

    private RunTransition() {}

    static Transition apply(@Nullable Task task, RunEvent event, Instant now) {
        return RollbackTransition.noting(task, event, now, known -> decide(known, event, now));
    }

    private static Transition decide(@Nullable Task task, RunEvent event, Instant now) {
        if (task == null) {
            return claim(TaskDraft.stub(event.task(), event.epoch(), now), null, event, now);
        }
        if (event.epoch() != task.epoch()) {
            return refused(
                    task, event, event.epoch() < task.epoch() ? RefusalReason.SUPERSEDED : RefusalReason.UNKNOWN_EPOCH);
        }
        Run owner = task.run();
        if (owner == null) {
            return claim(task, task, event, now);
        }
        return owner.id().equals(event.run().id()) ? report(task, owner, event, now) : competitor(task, owner, event);
    }

    /** A run of a session that counts as lost gets nothing any more; what it had, or says that it began, runs again. */
    static Transition orphaned(@Nullable Task task, RunEvent event, SessionLoss loss, Instant now) {
        return RollbackTransition.noting(task, event, now, known -> decideOrphaned(known, event, loss, now));
    }

    private static Transition decideOrphaned(@Nullable Task task, RunEvent event, SessionLoss loss, Instant now) {
        Task known = task == null ? TaskDraft.stub(event.task(), event.epoch(), now) : task;
        Decision refusal = refusal(event, RefusalReason.SESSION_LOST);
        boolean owns =
                known.run() != null && known.run().id().equals(event.run().id());
        boolean begun = !(event instanceof RunEvent.Start start) || start.waited() == null;
        boolean counts = event.epoch() == known.epoch() && (owns || (known.run() == null && begun));
        if (!counts
                || known.isHeldBack()
                || known.waitsToCleanAgain()
                || PhaseTable.next(known.phase(), Cause.OWNER_LOST).isEmpty()) {
            return Transition.refused(task, RefusalReason.SESSION_LOST, refusal);
        }
        TaskDraft draft = known.draft().noted(event);
        left(event).ifPresent(draft::checkpointed);
        Task left = draft.toTask();
        if (TaskTransition.mayStillRun(left, loss)) {
            return left.equals(task)
                    ? Transition.refused(task, RefusalReason.SESSION_LOST, refusal)
                    : Transition.applied(left, refusal);
        }
        return Transition.applied(TaskTransition.withoutOwner(left, owns ? loss : SessionLoss.ENDED, now), refusal);
    }

    private static Transition claim(Task task, @Nullable Task known, RunEvent event, Instant now) {
        if (task.isHeldBack()) {
            return refused(task, event, RefusalReason.UNKNOWN_EPOCH);
        }
        boolean open = PhaseTable.next(task.phase(), task.isEnding() ? Cause.END_STEP : Cause.START)
                .isPresent();
        if (open && event instanceof RunEvent.Start start && mayBeSecond(task, start)) {
            return new Transition(known, new Verdict.Deferred(), List.of());
        }
        return advance(task, event, now);
    }

    /** Of a strict task and of a suspect each run waits, so there is no first receiver that began without asking. */
    private static boolean mayBeSecond(Task task, RunEvent.Start start) {
        return !task.isStrict()
                && !task.isSuspect()
                && start.waited() != null
                && start.waited().compareTo(TaskTransition.GRACE_FOR_FIRST_RECEIVER) < 0;
    }

    private static Transition report(Task task, Run owner, RunEvent event, Instant now) {
        if (event instanceof RunEvent.Start start) {
            return begunAgain(task, start);
        }
        if (event instanceof RunEvent.Checkpoint checkpoint && task.phase() != Phase.CLEANING) {
            return checkpointed(task, owner, checkpoint, now);
        }
        return event.run().seq() <= owner.seq() ? Transition.repeated(task) : advance(task, event, now);
    }

    /** One that was overtaken is of use to the next run all the same, as long as there can be one. */
    private static Transition checkpointed(Task task, Run owner, RunEvent.Checkpoint event, Instant now) {
        if (event.run().seq() > owner.seq()) {
            return advance(task, event, now);
        }
        TaskDraft draft = task.draft();
        left(event).ifPresent(draft::checkpointed);
        Task after = draft.toTask();
        return after.equals(task) ? Transition.repeated(task) : Transition.applied(after);
    }

    /** What an event says that the run has left. */
    private static Optional<Checkpoint> left(RunEvent event) {
        Json state =
                switch (event) {
                    case RunEvent.Checkpoint checkpoint -> checkpoint.state();
                    case RunEvent.GivenBack back -> back.checkpoint();
                    case RunEvent.Start _,
                            RunEvent.Progress _,
                            RunEvent.RollbackPushed _,
                            RunEvent.RolledBack _,
                            RunEvent.Finished _,
                            RunEvent.Spawned _,
                            RunEvent.Failed _,
                            RunEvent.Aborted _ -> null;
                };
        Run run = event.run();
        return Optional.ofNullable(state).map(known -> new Checkpoint(run.id(), run.seq(), known));
    }

    private static Transition begunAgain(Task task, RunEvent.Start start) {
        return switch (task.phase()) {
            case SCHEDULED, QUEUED, BLOCKED, RUNNING, ENDING -> Transition.repeated(task, grant(start));
            case ABORTING -> Transition.repeated(task, cancel(task, start.run()));
            case CLEANING ->
                task.waitsToCleanAgain() ? begunAgainTooLate(task, start) : Transition.repeated(task, grant(start));
            case WAITING_CHILDREN, RETRY_WAIT, DONE -> begunAgainTooLate(task, start);
        };
    }

    private static Transition begunAgainTooLate(Task task, RunEvent.Start start) {
        return start.waited() == null ? Transition.repeated(task) : refused(task, start, RefusalReason.ENDED);
    }

    private static Transition competitor(Task task, Run owner, RunEvent event) {
        boolean over =
                switch (task.phase()) {
                    case WAITING_CHILDREN, RETRY_WAIT, DONE -> true;
                    case CLEANING -> task.waitsToCleanAgain();
                    case SCHEDULED, QUEUED, BLOCKED, RUNNING, ENDING, ABORTING -> false;
                };
        return over
                ? refused(task, event, RefusalReason.ENDED)
                : Transition.refused(
                        task,
                        RefusalReason.HELD,
                        refusal(event, RefusalReason.HELD),
                        new Decision.Probe(owner.session()));
    }

    private static Transition advance(Task task, RunEvent event, Instant now) {
        if (task.phase() == Phase.CLEANING) {
            return task.run() != null && task.waitsToCleanAgain()
                    ? refused(task, event, RefusalReason.ENDED)
                    : RollbackTransition.advance(task, event, now);
        }
        Optional<Instant> retry = retry(task, event, now);
        Cause cause = retry.isPresent() ? Cause.FAILED_ATTEMPT : causeOf(task, event);
        Optional<Phase> next = PhaseTable.next(task.phase(), cause);
        if (next.isEmpty() || (cause == Cause.SPAWN && task.isEnding())) { // an end step cannot spawn
            return refused(task, event, RefusalReason.ENDED);
        }
        if (cause == Cause.OWNER_LOST) {
            return Transition.applied(TaskTransition.withoutOwner(ranUnseen(task, event, now), SessionLoss.ENDED, now));
        }
        TaskDraft draft = task.draft().ran(next.get(), event.run(), now).noted(event);
        left(event).ifPresent(draft::checkpointed);
        if (cause == Cause.SPAWN && event instanceof RunEvent.Spawned spawned) {
            return FamilyTransition.spawned(draft, spawned, now);
        }
        endOf(task, event).ifPresent(end -> {
            if (retry.isPresent() && end.error() != null) {
                draft.willRetry(end.error(), end.at(), retry.get(), now);
            } else {
                draft.ended(end, now);
            }
        });
        return Transition.applied(draft.toTask(), grant(event));
    }

    /** A run can be given back before any other report of it is folded; its task has started all the same. */
    private static Task ranUnseen(Task task, RunEvent event, Instant now) {
        Phase during = PhaseTable.next(task.phase(), task.isEnding() ? Cause.END_STEP : Cause.PROGRESS)
                .orElseThrow();
        TaskDraft draft = task.draft().ran(during, event.run(), now);
        left(event).ifPresent(draft::checkpointed);
        return draft.toTask();
    }

    /** When another attempt follows; a cancelled task gets none. */
    private static Optional<Instant> retry(Task task, RunEvent event, Instant now) {
        return event instanceof RunEvent.Failed failed && task.phase() != Phase.ABORTING
                ? TaskTransition.nextAttempt(task, failed.error(), now)
                : Optional.empty();
    }

    private static Cause causeOf(Task task, RunEvent event) {
        return switch (event) {
            case RunEvent.Start _ -> task.isEnding() ? Cause.END_STEP : Cause.START;
            case RunEvent.Progress _, RunEvent.Checkpoint _, RunEvent.RollbackPushed _, RunEvent.RolledBack _ ->
                task.isEnding() ? Cause.END_STEP : Cause.PROGRESS;
            case RunEvent.Spawned _ -> task.phase() == Phase.ABORTING ? Cause.END : Cause.SPAWN;
            case RunEvent.Finished _, RunEvent.Failed _, RunEvent.Aborted _ -> Cause.END;
            case RunEvent.GivenBack _ -> Cause.OWNER_LOST;
        };
    }

    /** Once a cancel was folded, whatever the run comes to is its end as a cancelled one. */
    private static Optional<End> endOf(Task task, RunEvent event) {
        boolean aborting = task.phase() == Phase.ABORTING;
        return switch (event) {
            case RunEvent.Start _,
                    RunEvent.Progress _,
                    RunEvent.Checkpoint _,
                    RunEvent.RollbackPushed _,
                    RunEvent.RolledBack _,
                    RunEvent.GivenBack _ -> Optional.empty();
            case RunEvent.Finished finished ->
                Optional.of(
                        aborting ? End.cancelled(finished.at(), null) : End.finished(finished.at(), finished.result()));
            case RunEvent.Spawned spawned ->
                aborting ? Optional.of(End.cancelled(spawned.at(), null)) : Optional.empty();
            case RunEvent.Failed failed ->
                Optional.of(aborting ? End.cancelled(failed.at(), null) : End.failed(failed.at(), failed.error()));
            case RunEvent.Aborted aborted ->
                Optional.of(End.cancelled(aborted.at(), aborted.returned() ? null : End.UNRESPONSIVE));
        };
    }

    /** Tells the worker of a run that its task is cancelled. */
    static Decision cancel(Task task, Run run) {
        return new Decision.Answer(run.session(), new ControlMessage.CancelRun(task.id(), task.epoch(), run.id()));
    }

    /** Tells the worker of a run that nothing more of it counts. */
    static Decision stop(Task task, Run run) {
        return new Decision.Answer(
                run.session(), new ControlMessage.Refused(task.id(), task.epoch(), run.id(), RefusalReason.ENDED));
    }

    static Transition refused(Task task, RunEvent event, RefusalReason reason) {
        return Transition.refused(task, reason, refusal(event, reason));
    }

    private static Decision refusal(RunEvent event, RefusalReason reason) {
        return new Decision.Answer(
                event.run().session(),
                new ControlMessage.Refused(
                        event.task(), event.epoch(), event.run().id(), reason));
    }

    /** Only who waits is answered: a run that has begun needs no leave to go on. */
    static Decision[] grant(RunEvent event) {
        if (event instanceof RunEvent.Start start && start.waited() != null) {
            return new Decision[] {
                new Decision.Answer(
                        start.run().session(),
                        new ControlMessage.Granted(
                                start.task(), start.epoch(), start.run().id()))
            };
        }
        return new Decision[0];
    }
}
