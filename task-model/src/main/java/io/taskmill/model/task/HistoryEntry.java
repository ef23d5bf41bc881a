package io.taskmill.model.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened to a task.
 *
 * @param at by the clock of whoever knew it first: the API of what users did, the worker of its runs, else the folding
 *     projector
 * @param epoch the dispatch that it happened to, or that it began
 * @param run whose doing it was, if a run's
 * @param worker that run's worker, by its name for people
 * @param actor who wanted it, if somebody is known to have
 * @param reason what they said, or a stable name: an error's code, why a task was dispatched again
 */
public record HistoryEntry(
        Instant at,
        Kind kind,
        int epoch,
        @Nullable String run,
        @Nullable String worker,
        @Nullable String actor,
        @Nullable String reason) {

    /** Of texts that people wrote so much is kept; all of it stands where it is not history yet. */
    static final int MAX_TEXT = 255;

    /** What can happen. */
    public enum Kind {
        /** It was accepted. */
        SUBMITTED,
        /** Another epoch was begun; the reason is one of {@link Reasons}. */
        DISPATCHED,
        /** A worker says that it could not use the epoch's command, and why. */
        COMMAND_DEAD,
        /**
         * A worker has given the epoch's command back for want of its type, or since that is paused, as the reason says then;
         * the first one of several in a row.
         */
        BLOCKED,
        /** A run came to own the epoch. */
        STARTED,
        /** Its run has left children behind; the reason is how many. */
        SPAWNED,
        /** An attempt has failed; the reason is its error's code. Another one may follow. */
        FAILED,
        /** It ended well. */
        FINISHED,
        /** Somebody has cancelled it while it ran. */
        CANCEL_REQUESTED,
        /** It ended as cancelled. */
        CANCELLED,
        /** Somebody has changed what it waits for; the reason names that. What was dispatched is superseded. */
        AMENDED,
        /** Somebody wants it to run anew, which begins another epoch. */
        RETRIED,
        /** Somebody wants what it has done to be undone, which begins another epoch. */
        ROLLBACK_REQUESTED,
        /** All that it has done was undone. */
        ROLLED_BACK,
        /** Undoing it has failed; the reason is the error's code. Another try may follow. */
        ROLLBACK_FAILED
    }

    /** Why Taskmill itself did something. */
    public enum Reasons {
        /** The time of the next attempt has come. */
        NEXT_ATTEMPT,
        /** Its children are over, and its end step is what is left. */
        CHILDREN_OVER,
        /** The session of its run was lost. */
        SESSION_LOST,
        /** Its run was given back, as by a worker that ends in good order. */
        GIVEN_BACK,
        /** It has failed or was cancelled, and undoes what it has done. */
        ROLLBACK,
        /** An explicit retry came with other parameters. */
        EDITED,
        /** Its type is paused. */
        TYPE_PAUSED
    }

    public HistoryEntry {
        actor = cut(actor);
        reason = cut(reason);
    }

    private static @Nullable String cut(@Nullable String text) {
        if (text == null || text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 2)) ? MAX_TEXT - 2 : MAX_TEXT - 1;
        return text.substring(0, end) + "…";
    }
}
