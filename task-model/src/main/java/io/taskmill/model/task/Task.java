package io.taskmill.model.task;

import io.taskmill.model.CrashRecoveries;
import io.taskmill.model.GateRule;
import io.taskmill.model.Part;
import io.taskmill.model.Phase;
import io.taskmill.model.RateRule;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.message.RunCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One task as it is known.
 *
 * @param spec what was asked for; null in a stub, which nobody is shown: something was folded before the submission, or the
 *     task was deleted
 * @param since when it came into its phase, or this dispatch of it was made, by the folding projector's clock
 * @param epoch the dispatch that counts
 * @param attempt counts the starts that policy asked for, from 1 on after each explicit retry; a crash recovery is not
 *     one
 * @param crashRecoveries how often a granted run was lost with its session
 * @param deadline when it must have ended; null without a deadline
 * @param dependencies the tasks that it waits for, and those that wait for it
 * @param claims how far its gates and rates have let it pass
 * @param dispatched the command that the task waits for in its work queue; null unless the task is QUEUED and no stub, or is
 *     CLEANING and waits for a start
 * @param deadCommand that the command which the task waits for could not be used; null unless the task is QUEUED or CLEANING
 * @param blocked that workers do not have its type, or that this is paused; null unless the phase is BLOCKED for that, or the
 *     task was BLOCKED and is QUEUED since
 * @param releaseAt when the task is dispatched; null unless the phase is SCHEDULED, RETRY_WAIT, BLOCKED by its type, or CLEANING
 *     that waits for its next try
 * @param started when the task first started
 * @param progress the highest of this attempt, 0 to 100
 * @param run the run that owns the epoch, or owned it when the attempt ended
 * @param checkpoint what the next run may go on from, if a run has left something; null once the task has FINISHED
 * @param rollback what its runs have pushed to be undone, and what has become of that
 * @param failed the latest attempt that another one followed, or will follow
 * @param cancelled who has cancelled the task, if somebody has
 * @param end null until the task ends; it stands while what the task has done is undone after that
 * @param deleted null unless the task was deleted, of which only this, its run and its end are left
 * @param applied the ids of the last commands of users that were applied, oldest first
 * @param history what has happened to it; decides nothing
 * @param families the children that it has spawned
 */
public record Task(
        TaskId id,
        @Nullable TaskSpec spec,
        Phase phase,
        Instant since,
        int epoch,
        int attempt,
        int crashRecoveries,
        @Nullable Instant deadline,
        Dependencies dependencies,
        Claims claims,
        @Nullable Dispatched dispatched,
        @Nullable DeadCommand deadCommand,
        @Nullable Blocked blocked,
        @Nullable Instant releaseAt,
        @Nullable Instant started,
        int progress,
        @Nullable Run run,
        @Nullable Checkpoint checkpoint,
        Rollback rollback,
        @Nullable FailedAttempt failed,
        @Nullable Cancellation cancelled,
        @Nullable End end,
        @Nullable Deletion deleted,
        List<String> applied,
        List<OutboxEntry> outbox,
        History history,
        Families families) {

    public Task {
        applied = List.copyOf(applied);
        outbox = List.copyOf(outbox);
        boolean cleaning = phase == Phase.CLEANING;
        requireOnly(id, phase, "end", end, phase == Phase.DONE || (cleaning && rollback.outcome() == null));
        if (rollback.outcome() != null && !cleaning) {
            throw new IllegalArgumentException("task " + id + " is in phase " + phase + " with " + rollback);
        }
        boolean waitsToClean = cleaning && run == null && releaseAt == null;
        requireOnly(id, phase, "dispatched", dispatched, (phase == Phase.QUEUED && spec != null) || waitsToClean);
        boolean typeMissing = phase == Phase.BLOCKED && blocked != null;
        if (blocked != null && !typeMissing && phase != Phase.QUEUED) {
            throw new IllegalArgumentException("task " + id + " is in phase " + phase + " with blocked " + blocked);
        }
        boolean awaits = !dependencies.awaits().isEmpty();
        boolean asks = claims.asking() && claims.at() == null;
        if (phase == Phase.BLOCKED
                ? Stream.of(awaits, typeMissing, asks).filter(reason -> reason).count() != 1
                : asks || (awaits && phase != Phase.DONE && !cleaning)) {
            throw new IllegalArgumentException("task " + id + " is in phase " + phase + " with " + dependencies
                    + ", blocked " + blocked + " and " + claims);
        }
        Family family = families.present();
        if (phase == Phase.WAITING_CHILDREN
                ? family == null || family.ending()
                : phase == Phase.ENDING && !isEnding(families)) {
            throw new IllegalArgumentException("task " + id + " is in phase " + phase + " with " + families);
        }
        boolean inTime = phase == Phase.SCHEDULED || phase == Phase.RETRY_WAIT || typeMissing;
        requireOnly(id, phase, "releaseAt", releaseAt, inTime || (cleaning && releaseAt != null));
        if (deadCommand != null && phase != Phase.QUEUED && !waitsToClean) {
            throw new IllegalArgumentException("task " + id + " is in phase " + phase + " with a dead command");
        }
        if (deleted != null && (end == null || spec != null)) {
            throw new IllegalArgumentException("task " + id + " is deleted in phase " + phase + " with spec " + spec
                    + " but must have ended and must have none");
        }
        if (cleaning && (spec == null || (end != null && end.state() == State.FINISHED))) {
            throw new IllegalArgumentException(
                    "task " + id + " is CLEANING with spec " + spec + " and end " + end + " but must have failed");
        }
        if (phase == Phase.ABORTING && (cancelled == null || run == null)) {
            throw new IllegalArgumentException("task " + id + " is ABORTING with cancelled " + cancelled + " and run "
                    + run + " but must have both");
        }
    }

    private static boolean isEnding(Families families) {
        return families.present() != null && families.present().ending();
    }

    private static void requireOnly(TaskId id, Phase phase, String name, @Nullable Object value, boolean expected) {
        if ((value != null) != expected) {
            throw new IllegalArgumentException("task " + id + " is in phase " + phase + " with " + name + " " + value);
        }
    }

    /** Whether it is not known what was asked for, not yet or no more, so that nobody can be shown what this task is. */
    public boolean isStub() {
        return spec == null;
    }

    /** Whether it has come to its end, as far as that is known: of a stub another attempt may follow. */
    public boolean isOver() {
        return end != null && (!isStub() || deleted != null);
    }

    /** Whether it may be what ended the sessions that its runs were lost with. */
    public boolean isSuspect() {
        return CrashRecoveries.isSuspect(crashRecoveries);
    }

    /** Whether none of its runs begins before it is granted, so that no two overlap while leases hold. */
    boolean isStrict() {
        return phase == Phase.CLEANING
                || isEnding()
                || (spec != null && spec.policy().strictStart());
    }

    /** Whether its latest try to undo what it has done has failed, or has come to nothing, and the next one waits for its time. */
    boolean waitsToCleanAgain() {
        return phase == Phase.CLEANING && releaseAt != null;
    }

    /** The children that its latest run has spawned; null if there are none. */
    public @Nullable Family family() {
        return families.present();
    }

    /** Whether its children are over, and its runs carry out its end step, or have carried it out. */
    public boolean isEnding() {
        return families.present() != null && families.present().ending();
    }

    /** Whether it waits for the ends of others. */
    public boolean awaitsOthers() {
        return phase == Phase.BLOCKED && !dependencies.awaits().isEmpty();
    }

    /** The gate that it waits for; empty unless it does. */
    public Optional<GateRule> gate() {
        return spec == null ? Optional.empty() : claims.gate(spec);
    }

    /** The rate that it waits for; empty unless it does. */
    public Optional<RateRule> rate() {
        return spec == null ? Optional.empty() : claims.rate(spec);
    }

    /** The gates that it holds. */
    public List<GateRule> heldGates() {
        return spec == null ? List.of() : claims.held(spec);
    }

    /**
     * Whether the present epoch's command is held back, so that no worker can have it, or none may begin on it: a task that
     * was given back for want of its type holds its gates no more.
     */
    boolean isHeldBack() {
        return switch (phase) {
            case SCHEDULED -> true;
            case BLOCKED -> blocked == null || (spec != null && !claims.holdsAll(spec));
            case QUEUED, RUNNING, WAITING_CHILDREN, ENDING, RETRY_WAIT, ABORTING, CLEANING, DONE -> false;
        };
    }

    /** What users see. Once started, a task stays IN_PROGRESS until it ends. */
    public State state() {
        if (end != null) {
            return end.state();
        }
        return started == null ? State.INITIAL : State.IN_PROGRESS;
    }

    /** The session whose loss would end the run that is under way; empty if none is. */
    public Optional<String> owner() {
        boolean underWay =
                switch (phase) {
                    case RUNNING, ENDING, ABORTING -> true;
                    case CLEANING -> !waitsToCleanAgain();
                    case SCHEDULED, QUEUED, BLOCKED, WAITING_CHILDREN, RETRY_WAIT, DONE -> false;
                };
        return run != null && underWay ? Optional.of(run.session()) : Optional.empty();
    }

    /** When something must be done about the task if nothing happens before; empty if it just waits. */
    public Optional<Instant> due() {
        return Due.of(this);
    }

    /** From first start to the end, or to {@code now}; never negative, whatever the clocks say; null before a start. */
    public @Nullable Duration duration(Instant now) {
        return span(started, end == null ? now : end.at());
    }

    static @Nullable Duration span(@Nullable Instant started, Instant until) {
        if (started == null) {
            return null;
        }
        Duration span = Duration.between(started, until);
        return span.isNegative() ? Duration.ZERO : span;
    }

    /**
     * The command that dispatches the present epoch.
     *
     * @throws IllegalStateException for a stub, of which it is not known what to run
     */
    public RunCommand command() {
        if (spec == null) {
            throw new IllegalStateException("task " + id + " is a stub and cannot be dispatched");
        }
        boolean cleaning = phase == Phase.CLEANING;
        return new RunCommand(
                id,
                epoch,
                attempt,
                cleaning ? null : deadline, // which may be what has ended it
                spec,
                checkpoint == null ? null : checkpoint.state(),
                isSuspect(),
                cleaning ? new Part.Rollback() : endStep(),
                rollback.left());
    }

    private @Nullable Part endStep() {
        Family family = families.present();
        return family == null || !family.ending()
                ? null
                : new Part.End(family.spawn().state(), family.summary());
    }

    /** Where the command of a queued task waits; empty for a task that is not QUEUED, or is a stub. */
    public Optional<WorkQueue> queue() {
        if (spec == null || dispatched == null) {
            return Optional.empty();
        }
        return Optional.of(
                isSuspect()
                        ? WorkQueue.ofSuspects(spec.pool())
                        : new WorkQueue(spec.pool(), spec.priority(), isStrict()));
    }

    /** Since when the task waits for a start: its submission, by the API's clock, or its release or further dispatch. */
    public Optional<Instant> waitingSince() {
        if (spec == null || dispatched == null) {
            return Optional.empty();
        }
        return Optional.of(epoch == 1 && !spec.isHeld() ? spec.created() : since);
    }

    /** Whether a command of a user with that id was applied, as far as that is remembered. */
    boolean hasApplied(String command) {
        return applied.contains(command);
    }

    TaskDraft draft() {
        return new TaskDraft(this);
    }
}
