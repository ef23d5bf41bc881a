package io.taskmill.it.audit;

/**
 * Something that must not be.
 *
 * @param about whom, and what is known of it
 */
public record Finding(Rule rule, String about) {

    /** What must hold. */
    public enum Rule {
        /** Whatever was ended comes back without help. */
        NOT_BACK,
        /** No client is told what is not so. */
        ANSWER,
        /** Whatever was accepted is known (invariant 1). */
        LOST,
        /** It comes to its end, and so does whatever else is known (invariant 1). */
        UNFINISHED,
        /** It ends as it must (invariant 1). */
        WRONG_END,
        /** The result that is shown is that of the run that is named, and of no other (invariant 2). */
        DOUBLED_RESULT,
        /** An end lasts, and nothing that is shown goes back (invariants 3 and 9). */
        WENT_BACK,
        /** Two runs of a strict task do not overlap. */
        STRICT_OVERLAP,
        /** A strict task does not begin once it is seen to have ended (invariant 5). */
        STRICT_AFTER_END,
        /** Two runs of a task have a reason. */
        NEEDLESS_RUN,
        /** No more attempts than the policy allows are made, and no fewer are told of. */
        ATTEMPTS,
        /** A key has one task (invariant 7). */
        IDEMPOTENCY,
        /** A task of a type that never ends its process does not fail as POISON. */
        POISON,
        /** A history tells everything once, in order. */
        HISTORY,
        /** What a run has left is there for the next one. */
        CHECKPOINT,
        /** No more tasks run than their gate lets in, and in the end it is given back (invariant 8). */
        GATE_LIMIT,
        /** A task does not begin before those have ended that it waits for. */
        DEPENDENCY,
        /** A parent ends after all of its children, and finishes only if none is missing (invariant 4). */
        FAMILY,
        /** What a failed task has done is undone, the last first. */
        ROLLBACK,
        /** Each time of a schedule becomes one task. */
        FIRING,
        /** What is deleted stays so. */
        DELETED_CAME_BACK,
        /** No handler runs for a task that nobody knows. */
        UNKNOWN_TASK,
        /** The counts are those of the documents. */
        SUMMARY,
        /** No follow-up is left unpublished. */
        OUTBOX,
        /** No message is among the dead letters without a reason that was given it. */
        DEAD_LETTER
    }

    @Override
    public String toString() {
        return rule + ": " + about;
    }
}
