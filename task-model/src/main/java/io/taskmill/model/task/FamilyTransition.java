package io.taskmill.model.task;

import io.taskmill.model.ChunkCounts;
import io.taskmill.model.ChunkOrder;
import io.taskmill.model.Parent;
import io.taskmill.model.Phase;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.Summary;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.ChunkReport;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.task.OutboxEntry.TellParent;
import io.taskmill.model.task.PhaseTable.Cause;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a task that has children, and what the parent of one that is over is told. */
final class FamilyTransition {

    /** How often an end step is attempted whose type says nothing of attempts. */
    static final int END_ATTEMPTS = 3;

    /** How long the end step of a task may take that was cancelled, or whose deadline has passed, with all its attempts. */
    static final Duration CLEANS_UP_WITHIN = Duration.ofMinutes(10);

    private FamilyTransition() {}

    /** The one write of this seals the family. */
    static Transition spawned(TaskDraft draft, RunEvent.Spawned event, Instant now) {
        Family family = Family.sealed(
                event.run().id(), event.epoch(), event.family(), event.run().progress());
        draft.sealed(family, event.at(), now);
        if (family.isOver()) {
            return Transition.applied(draft.ends(family, now).toTask());
        }
        int first = family.spawn().mode() == SpawnMode.PARALLEL ? family.spawn().chunks() : 1;
        return Transition.applied(
                draft.orders(ChunkOrder.RELEASE, family.run(), 0, first).toTask());
    }

    /** A part tells how it is. One that nobody has sealed, and nobody will, is discarded. */
    static Transition reported(@Nullable Task task, ChunkReport report, Instant now) {
        if (task == null) {
            return Transition.repeated(null);
        }
        Family family = task.family();
        if (family == null || !family.run().equals(report.run())) {
            return report.waits() && !mayBeSealed(task, report)
                    ? changed(
                            task,
                            task.draft().orders(ChunkOrder.DISCARD, report.run(), report.chunk(), report.chunk() + 1))
                    : Transition.repeated(task);
        }
        if (task.phase() != Phase.WAITING_CHILDREN
                || report.chunk() >= family.spawn().chunks()) {
            return Transition.repeated(task);
        }
        ChunkCounts known = family.counts().get(report.chunk());
        if (report.waits()) {
            return changed(task, again(task.draft(), family, report.chunk()));
        }
        if (!report.counts().isLaterThan(known)) {
            return Transition.repeated(task);
        }
        return counted(task, family, family.counted(report.chunk(), report.counts(), report.failures()), now);
    }

    /** Whether its run is under way, or that may be, and no other has spawned a family. */
    private static boolean mayBeSealed(Task task, ChunkReport report) {
        boolean over = task.end() != null || task.phase() == Phase.CLEANING;
        if (task.deleted() != null || over || task.epoch() > report.epoch()) {
            return false;
        }
        return task.run() == null || task.run().id().equals(report.run());
    }

    /** It missed what it was told. */
    private static TaskDraft again(TaskDraft draft, Family family, int chunk) {
        ChunkOrder order = family.cancelling() ? ChunkOrder.CANCEL : ChunkOrder.RELEASE;
        return family.cancelling() || family.isReleased(chunk)
                ? draft.orders(order, family.run(), chunk, chunk + 1)
                : draft;
    }

    private static Transition changed(Task task, TaskDraft draft) {
        Task after = draft.toTask();
        return after.equals(task) ? Transition.repeated(task) : Transition.applied(after);
    }

    private static Transition counted(Task task, Family before, Family family, Instant now) {
        TaskDraft draft = task.draft();
        Family after = family.failsFast() ? cancelling(draft, family) : family;
        draft.family(after);
        if (after.isOver()) {
            return Transition.applied(atItsEnd(task, draft, after, now).toTask());
        }
        if (after.spawn().mode() == SpawnMode.SERIAL
                && !after.cancelling()
                && !after.turn().equals(before.turn())) {
            int turn = after.turn().orElseThrow();
            draft.orders(ChunkOrder.RELEASE, after.run(), turn, turn + 1);
        }
        return Transition.applied(draft.toTask());
    }

    private static Family cancelling(TaskDraft draft, Family family) {
        draft.orders(ChunkOrder.CANCEL, family.run(), 0, family.spawn().chunks());
        return family.cancels();
    }

    /** Who was to be through by now has a while for its end step all the same. */
    private static TaskDraft atItsEnd(Task task, TaskDraft draft, Family family, Instant now) {
        if (PhaseTable.next(task.phase(), Cause.CHILDREN_OVER).isEmpty()) {
            return draft;
        }
        if (isEndedAnyway(task)) {
            draft.mustEndBy(now.plus(CLEANS_UP_WITHIN));
        }
        return draft.ends(family, now);
    }

    /** Whether it is known how the task ends, however its children do. */
    static boolean isEndedAnyway(Task task) {
        return task.cancelled() != null
                || (task.family() != null && task.family().failing() != null);
    }

    /** The ends of its children are waited for. */
    static Transition cancelled(Task task, CancelTask command, Cancellation by) {
        TaskDraft draft = task.draft().cancelsChildren(by).applied(command);
        Family family = task.family();
        return Transition.applied(
                family == null || family.cancelling()
                        ? draft.toTask()
                        : draft.family(cancelling(draft, family)).toTask());
    }

    /** Its deadline has passed, and with it that of its children. */
    static Transition tooLate(Task task, TaskError error) {
        Family family = task.family();
        if (family == null) {
            return Transition.repeated(task);
        }
        TaskDraft draft = task.draft();
        Family ending = family.cancelling() ? family : cancelling(draft, family);
        return Transition.applied(draft.family(ending.failing(error)).toTask());
    }

    /** An end step is attempted more than once, unless its type says how often. */
    static RetryPolicy ofEndStep(RetryPolicy policy) {
        return policy.maxAttempts() > 1
                ? policy
                : new RetryPolicy(END_ATTEMPTS, policy.backoff(), policy.maxBackoff(), policy.neverOn());
    }

    /** Whether an explicit retry is one of the end step: its children are done with, and nothing of it was undone. */
    static boolean isForEndStep(Task task, RetryTask command) {
        End end = task.end();
        return task.isEnding()
                && command.edit() == null
                && task.rollback().undone().isEmpty()
                && end != null
                && end.error() != null
                && Family.END_FAILED.equals(end.error().code());
    }

    /** Whoever has just come to its end tells its parent, if it has one. */
    static Transition tellingParent(@Nullable Task before, Transition transition) {
        Task task = transition.task();
        TaskSpec spec = task == null ? null : task.spec();
        if (task == null || spec == null || spec.parent() == null || !task.isOver()) {
            return transition;
        }
        boolean known = before != null && before.isOver();
        return known
                ? transition
                : new Transition(
                        task.draft().tellsParent(end(task, spec.parent())).toTask(),
                        transition.verdict(),
                        transition.decisions());
    }

    private static TellParent end(Task task, Parent parent) {
        TaskError error = task.end() == null ? null : task.end().error();
        return new TellParent(
                parent,
                How.of(task.state()),
                error == null ? null : error.code(),
                error == null ? null : Summary.shortened(error.text()));
    }

    /** The parent asks for its child by submitting it once more: of one that is over it is told again. */
    static Transition submittedAgain(Task task, RunCommand command) {
        Parent parent = command.spec().parent();
        if (parent == null || !task.isOver() || command.epoch() > 1) {
            return Transition.repeated(task);
        }
        TellParent told = task.deleted() == null ? end(task, parent) : new TellParent(parent, How.UNKNOWN, null, null);
        return changed(task, task.draft().tellsParent(told));
    }
}
