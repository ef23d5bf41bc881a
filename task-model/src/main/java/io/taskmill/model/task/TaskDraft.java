package io.taskmill.model.task;

import io.taskmill.model.Phase;
import io.taskmill.model.Run;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.UserCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task while one event changes it. Each method is one thing that can happen to it; none decides whether it may. */
final class TaskDraft {

    /** Of so many commands of users a task remembers that they were applied. */
    static final int REMEMBERED = 32;

    private final TaskId id;
    private @Nullable TaskSpec spec;
    private Phase phase;
    private Instant since;
    private int epoch;
    private int attempt;
    private int crashRecoveries;
    private @Nullable Instant deadline;
    private @Nullable Dispatched dispatched;
    private @Nullable Instant releaseAt;
    private @Nullable Instant started;
    private int progress;
    private @Nullable Run run;
    private @Nullable FailedAttempt failed;
    private @Nullable Cancellation cancelled;
    private @Nullable End end;
    private final List<String> applied;
    private final List<OutboxEntry> outbox;

    private TaskDraft(TaskId id, int epoch, Instant now) {
        this.id = id;
        this.phase = Phase.QUEUED;
        this.since = now;
        this.epoch = epoch;
        this.attempt = 1;
        this.applied = new ArrayList<>();
        this.outbox = new ArrayList<>();
    }

    TaskDraft(Task task) {
        id = task.id();
        spec = task.spec();
        phase = task.phase();
        since = task.since();
        epoch = task.epoch();
        attempt = task.attempt();
        crashRecoveries = task.crashRecoveries();
        deadline = task.deadline();
        dispatched = task.dispatched();
        releaseAt = task.releaseAt();
        started = task.started();
        progress = task.progress();
        run = task.run();
        failed = task.failed();
        cancelled = task.cancelled();
        end = task.end();
        applied = new ArrayList<>(task.applied());
        outbox = new ArrayList<>(task.outbox());
    }

    /** A task of which nothing is known but that it is spoken of. */
    static Task stub(TaskId id, int epoch, Instant now) {
        return new TaskDraft(id, epoch, now).toTask();
    }

    Task toTask() {
        return new Task(
                id,
                spec,
                phase,
                since,
                epoch,
                attempt,
                crashRecoveries,
                deadline,
                dispatched,
                releaseAt,
                started,
                progress,
                run,
                failed,
                cancelled,
                end,
                applied,
                outbox);
    }

    TaskDraft submitted(TaskSpec submission, @Nullable Instant mustEndBy, Instant now) {
        spec = submission;
        deadline = mustEndBy;
        if (phase == Phase.QUEUED) {
            since = now;
            dispatched = Dispatched.first(now);
        }
        return this;
    }

    TaskDraft ran(Phase next, Run owner, Instant now) {
        into(next, now);
        started = started == null ? owner.started() : started;
        progress = Math.max(progress, owner.progress());
        run = owner;
        return this;
    }

    TaskDraft ended(End how, Instant now) {
        into(Phase.DONE, now);
        end = how;
        return this;
    }

    /** The attempt has failed, and another one follows at that instant. */
    TaskDraft willRetry(TaskError error, Instant at, Instant next, Instant now) {
        into(Phase.RETRY_WAIT, now);
        end = null;
        failed = new FailedAttempt(attempt, error, at);
        releaseAt = next;
        return this;
    }

    TaskDraft crashed() {
        crashRecoveries++;
        return this;
    }

    TaskDraft nextAttempt() {
        attempt++;
        progress = 0;
        return this;
    }

    /** Everything is as it was at the submission, but that the task has started. */
    TaskDraft anew(@Nullable Instant mustEndBy) {
        attempt = 1;
        crashRecoveries = 0;
        progress = 0;
        deadline = mustEndBy;
        failed = null;
        cancelled = null;
        end = null;
        return this;
    }

    /** Another epoch. Of a stub it is not known yet what to run: its submission will see the epoch and dispatch it. */
    TaskDraft dispatchedAgain(Instant now) {
        phase = Phase.QUEUED;
        since = now;
        epoch++;
        run = null;
        releaseAt = null;
        if (spec != null) {
            dispatched = Dispatched.first(now);
            outbox.add(new OutboxEntry(epoch, 0));
        }
        return this;
    }

    /** The present epoch's command goes out now: its submission came only after it was made. */
    TaskDraft dispatchedNow() {
        outbox.add(new OutboxEntry(epoch, 0));
        return this;
    }

    /** The present epoch's command goes out once more. */
    TaskDraft repeated(Dispatched command) {
        dispatched = command;
        outbox.add(new OutboxEntry(epoch, command.repeats()));
        return this;
    }

    TaskDraft published(List<OutboxEntry> entries) {
        outbox.removeAll(entries);
        return this;
    }

    TaskDraft aborting(Cancellation by, Instant now) {
        into(Phase.ABORTING, now);
        cancelled = by;
        return this;
    }

    /** The worker of the run that is to end was told once more. */
    TaskDraft told(Cancellation by) {
        cancelled = by;
        return this;
    }

    /** Takes effect only if the end turns out to be that of an attempt. */
    TaskDraft cancelledIfRetried(@Nullable Cancellation by) {
        cancelled = by;
        return this;
    }

    TaskDraft cancelled(Cancellation by, Instant now) {
        cancelled = by;
        return ended(End.cancelled(now, null), now);
    }

    TaskDraft applied(UserCommand command) {
        applied.add(command.id());
        if (applied.size() > REMEMBERED) {
            applied.removeFirst();
        }
        return this;
    }

    private void into(Phase next, Instant now) {
        since = next == phase ? since : now;
        phase = next;
        dispatched = null;
        releaseAt = null;
    }
}
