package io.taskmill.model.task;

import io.taskmill.model.ChunkCounts;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Spawn;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.State;
import io.taskmill.model.Summary;
import io.taskmill.model.Summary.Failure;
import io.taskmill.model.TaskError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The children of a task, as far as the task itself knows of them. That this stands in its document is what seals the
 * family: none of them is published before.
 *
 * @param run the one that has spawned them
 * @param epoch of that run
 * @param before how far that run had come
 * @param counts what each part has told last
 * @param failures the first of those that did not finish
 * @param cancelling whether the parts were told to cancel what they have
 * @param failing why the task fails however its children end; null if that depends on them
 * @param ending whether all are over, and the end step is what is left
 */
public record Family(
        String run,
        int epoch,
        Spawn spawn,
        int before,
        List<ChunkCounts> counts,
        List<Failure> failures,
        boolean cancelling,
        @Nullable TaskError failing,
        boolean ending) {

    /** The code of a parent's failure if a child did not finish. */
    public static final String CHILD_FAILED = "CHILD_FAILED";

    /** The same if its end step did not come to a good end. An explicit retry carries out the end step anew. */
    public static final String END_FAILED = "END_FAILED";

    /** Only a good end makes it 100. */
    static final int MOST_PROGRESS = 99;

    public Family {
        counts = List.copyOf(counts);
        failures = List.copyOf(failures);
        if (counts.size() != spawn.chunks()) {
            throw new IllegalArgumentException(
                    "a family of " + spawn.chunks() + " parts has counts of " + counts.size());
        }
    }

    static Family sealed(String run, int epoch, Spawn spawn, int before) {
        List<ChunkCounts> none = new ArrayList<>();
        for (int chunk = 0; chunk < spawn.chunks(); chunk++) {
            none.add(ChunkCounts.NONE);
        }
        return new Family(run, epoch, spawn, before, none, List.of(), false, null, false);
    }

    Family counted(int chunk, ChunkCounts latest, List<Failure> told) {
        List<ChunkCounts> all = new ArrayList<>(counts);
        all.set(chunk, latest);
        return new Family(run, epoch, spawn, before, all, Summary.first(failures, told), cancelling, failing, ending);
    }

    Family cancels() {
        return new Family(run, epoch, spawn, before, counts, failures, true, failing, ending);
    }

    Family failing(TaskError error) {
        return new Family(run, epoch, spawn, before, counts, failures, cancelling, error, ending);
    }

    Family atItsEnd() {
        return new Family(run, epoch, spawn, before, counts, failures, cancelling, failing, true);
    }

    /** How all of them have ended so far. */
    public ChunkCounts total() {
        return counts.stream().reduce(ChunkCounts::plus).orElse(new ChunkCounts(0, 0, 0, 0, 0, true));
    }

    public boolean isOver() {
        return counts.stream().allMatch(ChunkCounts::over);
    }

    /** The part whose turn it is if one part follows the other: the first that is not over. */
    Optional<Integer> turn() {
        for (int chunk = 0; chunk < counts.size(); chunk++) {
            if (!counts.get(chunk).over()) {
                return Optional.of(chunk);
            }
        }
        return Optional.empty();
    }

    /** Whether its children were told to start, as far as it is up to that part. */
    boolean isReleased(int chunk) {
        return spawn.mode() == SpawnMode.PARALLEL
                || turn().filter(turn -> chunk <= turn).isPresent()
                || isOver();
    }

    /** Whether a failed child is to end the others. */
    boolean failsFast() {
        return spawn.onFailure() == OnFailure.FAIL_FAST && !cancelling && total().unsuccessful() > 0;
    }

    /** How far the parent is: its own way to its children, and theirs by their weights. */
    int progress() {
        long weight = Math.max(1, spawn.weight());
        long ended = Math.min(weight, total().weight());
        return (int) Math.min(MOST_PROGRESS, before + (100 - before) * ended / weight);
    }

    /** What its end step is told. */
    public Summary summary() {
        ChunkCounts total = total();
        return new Summary(total.finished(), total.failed(), total.cancelled(), total.unknown(), failures);
    }

    /**
     * How the task ends if its end step ends so. A child that did not finish is never success, unless the handler has said
     * that this is for its end step to decide (invariant 4).
     */
    End outcome(End step, @Nullable Cancellation cancelled) {
        if (step.state() == State.FAILED) {
            TaskError error = step.error();
            return END_FAILED.equals(error == null ? "" : error.code())
                    ? step
                    : End.failed(step.at(), endFailed(error));
        }
        if (step.state() == State.CANCELLED) {
            return step;
        }
        if (cancelled != null) {
            return End.cancelled(step.at(), null);
        }
        if (failing != null) {
            return End.failed(step.at(), failing);
        }
        int unsuccessful = total().unsuccessful();
        return unsuccessful == 0 || spawn.onFailure() == OnFailure.IGNORE
                ? step
                : End.failed(step.at(), childFailed(unsuccessful));
    }

    private static TaskError endFailed(@Nullable TaskError cause) {
        String why = cause == null ? "" : ": " + cause.code() + ": " + cause.text();
        return new TaskError(END_FAILED, "the end step did not come to a good end" + why, false);
    }

    private TaskError childFailed(int unsuccessful) {
        String first = failures.isEmpty()
                ? ""
                : "; the first is " + failures.getFirst().child() + ": "
                        + failures.getFirst().code() + ": "
                        + failures.getFirst().text();
        return new TaskError(
                CHILD_FAILED, unsuccessful + " of " + spawn.children() + " children did not finish" + first, false);
    }
}
