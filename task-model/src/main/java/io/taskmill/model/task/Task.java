package io.taskmill.model.task;

import io.taskmill.model.Phase;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.message.RunCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * @param dispatched the command that the task waits for in its work queue; null unless the task is QUEUED and no stub
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
        @Nullable Dispatched dispatched,
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
        if ((dispatched != null) != (phase == Phase.QUEUED && spec != null)) {
            throw new IllegalArgumentException(
                    "task " + id + " is in phase " + phase + " with dispatched " + dispatched);
        }
    }

    static Task stub(TaskId id, int epoch) {
        return new Task(id, null, Phase.QUEUED, epoch, 1, 0, null, null, null, 0, null, null, List.of());
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

    /** Where the command of a queued task waits; empty for a task that is not QUEUED, or is a stub. */
    public Optional<WorkQueue> queue() {
        return spec == null || dispatched == null
                ? Optional.empty()
                : Optional.of(new WorkQueue(spec.pool(), spec.priority()));
    }

    /** Since when the task waits for a start: its submission, by the API's clock, or its further dispatch. */
    public Optional<Instant> waitingSince() {
        return spec == null || dispatched == null
                ? Optional.empty()
                : Optional.of(requeued == null ? spec.created() : requeued);
    }

    Task submitted(TaskSpec submission, Instant now) {
        Dispatched command = phase == Phase.QUEUED ? Dispatched.first(now) : null;
        return new Task(
                id,
                submission,
                phase,
                epoch,
                attempt,
                crashRecoveries,
                requeued,
                command,
                started,
                progress,
                run,
                end,
                outbox);
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
                null,
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
                spec == null ? null : Dispatched.first(now),
                started,
                progress,
                null,
                null,
                outbox);
    }

    Task repeated(Dispatched command) {
        return with(command, outbox).withOutboxEntry(new OutboxEntry(epoch, command.repeats()));
    }

    Task withOutboxEntry(OutboxEntry entry) {
        List<OutboxEntry> entries = new ArrayList<>(outbox);
        entries.add(entry);
        return withOutbox(entries);
    }

    Task withOutbox(List<OutboxEntry> entries) {
        return with(dispatched, entries);
    }

    private Task with(@Nullable Dispatched command, List<OutboxEntry> entries) {
        return new Task(
                id,
                spec,
                phase,
                epoch,
                attempt,
                crashRecoveries,
                requeued,
                command,
                started,
                progress,
                run,
                end,
                entries);
    }
}
