package io.taskmill.model.task;

import io.taskmill.model.Phase;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task as it is known.
 *
 * @param spec what was asked for; null in a stub, which a run's event made before the submission was folded and which
 *     nobody is shown
 * @param epoch the dispatch that counts
 * @param attempt counts the starts that policy asked for; a crash recovery is not one
 * @param crashRecoveries how often a granted run was lost with its session
 * @param requeued when the present epoch was dispatched, if it is not the first
 * @param started when the task first started
 * @param progress the highest of this attempt, 0 to 100
 * @param run the run that owns the epoch, or owned it when the task ended
 * @param end null until the task ends
 */
public record Task(
        TaskId id,
        @Nullable TaskSpec spec,
        Phase phase,
        int epoch,
        int attempt,
        int crashRecoveries,
        @Nullable Instant requeued,
        @Nullable Instant started,
        int progress,
        @Nullable Run run,
        @Nullable End end,
        List<OutboxEntry> outbox) {

    public Task {
        outbox = List.copyOf(outbox);
        if ((end != null) != (phase == Phase.DONE)) {
            throw new IllegalArgumentException("task " + id + " is in phase " + phase + " with end " + end);
        }
    }

    static Task stub(TaskId id, int epoch) {
        return new Task(id, null, Phase.QUEUED, epoch, 1, 0, null, null, 0, null, null, List.of());
    }

    /** Whether a run's event came before the submission, so that nobody can be shown what this task is. */
    public boolean isStub() {
        return spec == null;
    }

    /** What users see. Once started, a task stays IN_PROGRESS until it ends. */
    public State state() {
        if (end != null) {
            return end.state();
        }
        return started == null ? State.INITIAL : State.IN_PROGRESS;
    }

    /** From first start to the end, or to {@code now}; never negative, whatever the clocks say; null before a start. */
    public @Nullable Duration duration(Instant now) {
        if (started == null) {
            return null;
        }
        Duration span = Duration.between(started, end == null ? now : end.at());
        return span.isNegative() ? Duration.ZERO : span;
    }

    /**
     * The command that dispatches the given epoch.
     *
     * @throws IllegalStateException for a stub, of which it is not known what to run
     */
    public RunCommand command(int dispatchedEpoch) {
        if (spec == null) {
            throw new IllegalStateException("task " + id + " is a stub and cannot be dispatched");
        }
        return new RunCommand(id, dispatchedEpoch, spec);
    }

    Task submitted(TaskSpec submission) {
        return new Task(
                id, submission, phase, epoch, attempt, crashRecoveries, requeued, started, progress, run, end, outbox);
    }

    Task ran(Phase next, Run owner, @Nullable End ending) {
        return new Task(
                id,
                spec,
                next,
                epoch,
                attempt,
                crashRecoveries,
                requeued,
                started == null ? owner.started() : started,
                Math.max(progress, owner.progress()),
                owner,
                ending,
                outbox);
    }

    Task dispatchedAgain(Phase next, boolean crashed, Instant now) {
        return new Task(
                id,
                spec,
                next,
                epoch + 1,
                attempt,
                crashRecoveries + (crashed ? 1 : 0),
                now,
                started,
                progress,
                null,
                null,
                outbox);
    }

    Task withOutboxEntry(OutboxEntry entry) {
        List<OutboxEntry> entries = new ArrayList<>(outbox);
        entries.add(entry);
        return withOutbox(entries);
    }

    Task withOutbox(List<OutboxEntry> entries) {
        return new Task(
                id, spec, phase, epoch, attempt, crashRecoveries, requeued, started, progress, run, end, entries);
    }
}
