package io.taskmill.model.task;

import io.taskmill.model.Result;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.TaskError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a task have pushed, and what has become of it.
 *
 * @param left what is not undone, in the order in which it was pushed
 * @param undone what is, in the order in which it was pushed
 * @param from the first epoch of the runs that it is about; what an earlier one pushed was dealt with
 * @param run the task's own run that a clean-up followed: a checkpoint of it may still come; null if none did
 * @param failures how often the present, or latest, clean-up has failed
 * @param error why it did the last time
 * @param outcome as what the task ends once the clean-up is over; null if it has ended before, or none is under way
 */
public record Rollback(
        List<RollbackEntry> left,
        List<RollbackEntry> undone,
        int from,
        @Nullable String run,
        int failures,
        @Nullable TaskError error,
        @Nullable End outcome) {

    /** Nothing was pushed. */
    public static final Rollback NONE = new Rollback(List.of(), List.of(), 1, null, 0, null, null);

    /** A run counts what it knows of; more can come only of one that nobody knew of when that run began. */
    public static final int MOST_KEPT = 2 * RollbackEntry.MOST;

    private static final Comparator<RollbackEntry> AS_PUSHED =
            Comparator.comparingInt(RollbackEntry::epoch).thenComparingInt(RollbackEntry::index);

    public Rollback {
        left = List.copyOf(left);
        undone = List.copyOf(undone);
        if (left.size() + undone.size() > MOST_KEPT) {
            throw new IllegalArgumentException(
                    "a task has " + (left.size() + undone.size()) + " rollbacks but may have " + MOST_KEPT);
        }
    }

    /** Whether nothing was pushed. */
    public boolean isEmpty() {
        return left.isEmpty() && undone.isEmpty();
    }

    /** Whether there is something that a clean-up would change of a task that has ended so. */
    public boolean isOpen(Result result) {
        return !left.isEmpty() || (!isEmpty() && result != Result.CLEAN_SUCCESS);
    }

    /** Whether it is known: that very push, or one that is undone by the same. */
    boolean knows(RollbackEntry entry) {
        return entry.epoch() < from
                || left.stream().anyMatch(known -> isSame(known, entry))
                || undone.stream().anyMatch(known -> isSame(known, entry));
    }

    private static boolean isSame(RollbackEntry known, RollbackEntry entry) {
        return known.ref().equals(entry.ref()) || known.isLike(entry);
    }

    boolean hasRoom() {
        return left.size() + undone.size() < MOST_KEPT;
    }

    /** Also what another run has pushed meanwhile stands where its turn is. */
    Rollback pushed(RollbackEntry entry) {
        return knows(entry) || !hasRoom()
                ? this
                : new Rollback(with(left, List.of(entry)), undone, from, run, failures, error, outcome);
    }

    Rollback undone(List<RollbackEntry.Ref> refs) {
        List<RollbackEntry> gone =
                left.stream().filter(entry -> refs.contains(entry.ref())).toList();
        if (gone.isEmpty()) {
            return this;
        }
        List<RollbackEntry> rest = new ArrayList<>(left);
        rest.removeAll(gone);
        return new Rollback(rest, with(undone, gone), from, run, failures, error, outcome);
    }

    private static List<RollbackEntry> with(List<RollbackEntry> entries, List<RollbackEntry> more) {
        List<RollbackEntry> all = new ArrayList<>(entries);
        all.addAll(more);
        all.sort(AS_PUSHED);
        return all;
    }

    /** A clean-up begins after that run, before the task ends so, or after it has ended if that is null. */
    Rollback begun(@Nullable String after, @Nullable End outcomeToBe) {
        return new Rollback(left, undone, from, run == null ? after : run, 0, null, outcomeToBe);
    }

    Rollback failed(TaskError why) {
        return new Rollback(left, undone, from, run, failures + 1, why, outcome);
    }

    /** The clean-up is over. */
    Rollback over(Optional<TaskError> why) {
        return new Rollback(left, undone, from, run, failures, why.orElse(null), null);
    }

    /** For a run of that epoch, which goes on from what is done. What was undone it does anew. */
    Rollback before(int epoch) {
        return undone.isEmpty()
                ? new Rollback(left, undone, from, null, 0, null, null)
                : new Rollback(left, List.of(), epoch, null, 0, null, null);
    }
}
