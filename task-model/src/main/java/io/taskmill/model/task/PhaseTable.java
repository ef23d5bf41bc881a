package io.taskmill.model.task;

import static java.util.Map.entry;

import io.taskmill.model.Phase;
import java.util.Map;
import java.util.Optional;

/** The one table that says which phase may follow which, and by what. What is not here is refused. */
public final class PhaseTable {

    /** What moves a task from phase to phase. */
    public enum Cause {
        /** It is not to start before a time. */
        DELAY,
        /** It is not to start before others have ended. */
        AWAIT,
        /** It is not to start before a gate or a rate has admitted it. */
        CLAIM,
        /** A run starts, or its first folded event shows that it did. */
        START,
        /** The run goes on. */
        PROGRESS,
        /** The run ends and leaves children behind. */
        SPAWN,
        /** All children are over. */
        CHILDREN_OVER,
        /** A run carries out the end step, or its first folded event shows that it does. */
        END_STEP,
        /** The run ends, well or badly, and the task with it. */
        END,
        /** The run fails, and policy asks for another attempt. */
        FAILED_ATTEMPT,
        /** The time has come for the next dispatch, or what it waited for is there. */
        RELEASE,
        /** The run's session is over, or has given the run back. */
        OWNER_LOST,
        /** Too many sessions were lost while it ran. */
        POISON,
        /** The command seems to be in no queue any more. */
        COMMAND_MISSED,
        /** A worker could not use the command. */
        COMMAND_DEAD,
        /** A worker that has taken the command does not have its type, or that is paused. */
        TYPE_MISSING,
        /** Somebody has cancelled the task. */
        CANCEL,
        /** One of those that it waits for has not ended as it had to. */
        FAILED_DEPENDENCY,
        /** A gate has no room, and it was not to wait. */
        NOT_ADMITTED,
        /** A timeout ends the task. */
        TIMEOUT,
        /** Somebody has changed what the task waits for. */
        AMEND,
        /** What its runs have done is undone: before the task ends, or after that because somebody wants it. */
        ROLLBACK,
        /** Somebody wants the task to run anew. */
        RETRY,
        /** Somebody wants nothing of it to be kept. */
        DELETE
    }

    private static final Map<Phase, Map<Cause, Phase>> NEXT = Map.of(
            Phase.SCHEDULED,
            Map.of(
                    Cause.RELEASE, Phase.QUEUED,
                    Cause.CLAIM, Phase.BLOCKED,
                    Cause.ROLLBACK, Phase.CLEANING,
                    Cause.AMEND, Phase.SCHEDULED,
                    Cause.CANCEL, Phase.DONE,
                    Cause.TIMEOUT, Phase.DONE),
            Phase.QUEUED,
            Map.ofEntries(
                    entry(Cause.DELAY, Phase.SCHEDULED),
                    entry(Cause.AWAIT, Phase.BLOCKED),
                    entry(Cause.CLAIM, Phase.BLOCKED),
                    entry(Cause.START, Phase.RUNNING),
                    entry(Cause.PROGRESS, Phase.RUNNING),
                    entry(Cause.SPAWN, Phase.WAITING_CHILDREN),
                    entry(Cause.END_STEP, Phase.ENDING),
                    entry(Cause.END, Phase.DONE),
                    entry(Cause.FAILED_ATTEMPT, Phase.RETRY_WAIT),
                    // a run that its dying session never got to report
                    entry(Cause.OWNER_LOST, Phase.QUEUED),
                    entry(Cause.COMMAND_MISSED, Phase.QUEUED),
                    entry(Cause.COMMAND_DEAD, Phase.QUEUED),
                    entry(Cause.TYPE_MISSING, Phase.BLOCKED),
                    entry(Cause.ROLLBACK, Phase.CLEANING),
                    entry(Cause.AMEND, Phase.SCHEDULED),
                    entry(Cause.CANCEL, Phase.DONE),
                    entry(Cause.TIMEOUT, Phase.DONE)),
            Phase.BLOCKED,
            Map.ofEntries(
                    // a run that had the command before it was given back
                    entry(Cause.START, Phase.RUNNING),
                    entry(Cause.PROGRESS, Phase.RUNNING),
                    entry(Cause.SPAWN, Phase.WAITING_CHILDREN),
                    entry(Cause.END_STEP, Phase.ENDING),
                    entry(Cause.END, Phase.DONE),
                    entry(Cause.FAILED_ATTEMPT, Phase.RETRY_WAIT),
                    entry(Cause.OWNER_LOST, Phase.QUEUED),
                    entry(Cause.RELEASE, Phase.QUEUED),
                    entry(Cause.DELAY, Phase.SCHEDULED),
                    entry(Cause.CLAIM, Phase.BLOCKED),
                    entry(Cause.FAILED_DEPENDENCY, Phase.DONE),
                    entry(Cause.NOT_ADMITTED, Phase.DONE),
                    entry(Cause.ROLLBACK, Phase.CLEANING),
                    entry(Cause.AMEND, Phase.SCHEDULED),
                    entry(Cause.CANCEL, Phase.DONE),
                    entry(Cause.TIMEOUT, Phase.DONE)),
            Phase.RUNNING,
            Map.of(
                    Cause.PROGRESS, Phase.RUNNING,
                    Cause.SPAWN, Phase.WAITING_CHILDREN,
                    Cause.END, Phase.DONE,
                    Cause.FAILED_ATTEMPT, Phase.RETRY_WAIT,
                    Cause.OWNER_LOST, Phase.QUEUED,
                    Cause.POISON, Phase.DONE,
                    Cause.ROLLBACK, Phase.CLEANING,
                    Cause.CANCEL, Phase.ABORTING,
                    Cause.TIMEOUT, Phase.DONE),
            Phase.WAITING_CHILDREN,
            Map.of(
                    Cause.CHILDREN_OVER, Phase.QUEUED,
                    Cause.CANCEL, Phase.WAITING_CHILDREN,
                    Cause.TIMEOUT, Phase.WAITING_CHILDREN),
            Phase.ENDING,
            Map.of(
                    Cause.END_STEP, Phase.ENDING,
                    Cause.END, Phase.DONE,
                    Cause.FAILED_ATTEMPT, Phase.RETRY_WAIT,
                    Cause.OWNER_LOST, Phase.QUEUED,
                    Cause.POISON, Phase.DONE,
                    Cause.ROLLBACK, Phase.CLEANING,
                    Cause.CANCEL, Phase.ABORTING,
                    Cause.TIMEOUT, Phase.DONE),
            Phase.RETRY_WAIT,
            Map.of(
                    Cause.RELEASE, Phase.QUEUED,
                    Cause.CLAIM, Phase.BLOCKED,
                    Cause.ROLLBACK, Phase.CLEANING,
                    Cause.AMEND, Phase.RETRY_WAIT,
                    Cause.CANCEL, Phase.DONE,
                    Cause.TIMEOUT, Phase.DONE),
            Phase.ABORTING,
            Map.of(
                    Cause.PROGRESS, Phase.ABORTING,
                    Cause.END_STEP, Phase.ABORTING,
                    Cause.END, Phase.DONE,
                    Cause.OWNER_LOST, Phase.DONE,
                    Cause.ROLLBACK, Phase.CLEANING,
                    Cause.CANCEL, Phase.ABORTING,
                    Cause.TIMEOUT, Phase.DONE),
            Phase.CLEANING,
            Map.ofEntries(
                    entry(Cause.START, Phase.CLEANING),
                    entry(Cause.PROGRESS, Phase.CLEANING),
                    entry(Cause.END, Phase.DONE),
                    entry(Cause.FAILED_ATTEMPT, Phase.CLEANING),
                    entry(Cause.RELEASE, Phase.CLEANING),
                    entry(Cause.OWNER_LOST, Phase.CLEANING),
                    entry(Cause.POISON, Phase.DONE),
                    entry(Cause.COMMAND_MISSED, Phase.CLEANING),
                    entry(Cause.COMMAND_DEAD, Phase.CLEANING),
                    entry(Cause.TYPE_MISSING, Phase.CLEANING),
                    entry(Cause.TIMEOUT, Phase.DONE)),
            Phase.DONE,
            Map.of(Cause.ROLLBACK, Phase.CLEANING, Cause.RETRY, Phase.QUEUED, Cause.DELETE, Phase.DONE));

    private PhaseTable() {}

    /** The phase that follows, or empty when that cause is refused in this phase. */
    public static Optional<Phase> next(Phase from, Cause cause) {
        return Optional.ofNullable(NEXT.getOrDefault(from, Map.of()).get(cause));
    }
}
