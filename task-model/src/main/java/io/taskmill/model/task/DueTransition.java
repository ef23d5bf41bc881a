package io.taskmill.model.task;

import io.taskmill.model.Run;
import io.taskmill.model.TaskError;
import io.taskmill.model.Timeouts;
import io.taskmill.model.task.HistoryEntry.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a task for which something is due. */
final class DueTransition {

    private DueTransition() {}

    static Transition apply(@Nullable Task task, Instant now) {
        if (task == null || task.due().filter(at -> !at.isAfter(now)).isEmpty()) {
            return Transition.repeated(task);
        }
        if (Due.unknown(task).filter(at -> !at.isAfter(now)).isPresent()) {
            return DependencyTransition.unknown(task);
        }
        return switch (task.phase()) {
            case SCHEDULED -> Transition.applied(begun(task, now));
            case QUEUED -> Transition.applied(failed(task, whyNotStarted(task, now), now));
            case BLOCKED ->
                Transition.applied(task.blocked() == null ? failedWaiting(task, now) : unblocked(task, now));
            case RETRY_WAIT -> Transition.applied(released(task, now));
            case RUNNING, ENDING -> tooLong(task, now);
            case WAITING_CHILDREN ->
                FamilyTransition.tooLate(task, deadlineExceeded(task, now).orElseThrow());
            case ABORTING -> tellAgain(task, now);
            case CLEANING -> cleaning(task, now);
            case DONE -> Transition.repeated(task);
        };
    }

    private static TaskError whyNotStarted(Task task, Instant now) {
        return deadlineExceeded(task, now)
                .orElseGet(() -> Timeouts.queueTimeout(Duration.between(Due.waitingSince(task), now)));
    }

    /** Whoever looks only much later finds that it is too late for it. */
    private static Task begun(Task task, Instant now) {
        return deadlineExceeded(task, now)
                .map(error -> failed(task, error, now))
                .orElseGet(() -> AdmissionTransition.timeHasCome(task, now).toTask());
    }

    /** What it waits for has taken too long. */
    private static Task failedWaiting(Task task, Instant now) {
        return failed(task, deadlineExceeded(task, now).orElseThrow(), now);
    }

    /** Another worker is tried, unless it has waited too long. */
    private static Task unblocked(Task task, Instant now) {
        boolean tooLate = Stream.concat(Due.queueTimeout(task).stream(), Due.deadline(task).stream())
                .anyMatch(at -> !at.isAfter(now));
        return tooLate
                ? failed(task, whyNotStarted(task, now), now)
                : AdmissionTransition.onwardAgain(task.draft(), now).toTask();
    }

    /** The next attempt was to begin before the deadline; whoever looks only later finds that it is too late for it. */
    private static Task released(Task task, Instant now) {
        return deadlineExceeded(task, now)
                .map(error -> failed(task, error, now))
                .orElseGet(() -> AdmissionTransition.onwardAgain(
                                task.draft().nextAttempt().because(Reasons.NEXT_ATTEMPT, now), now)
                        .toTask());
    }

    private static Optional<TaskError> deadlineExceeded(Task task, Instant by) {
        return Due.deadline(task).filter(at -> !at.isAfter(by)).map(Timeouts::deadlineExceeded);
    }

    /** The worker should have ended the run itself, and cannot: it is told that nothing more of it counts. */
    private static Transition tooLong(Task task, Instant now) {
        TaskError error = deadlineExceeded(task, now.minus(Due.BACKSTOP))
                .orElseGet(() -> Timeouts.runTimeout(Duration.between(task.since(), now)));
        Task ended = TaskTransition.nextAttempt(task, error, now)
                .map(next -> task.draft().willRetry(error, now, next, now).toTask())
                .orElseGet(() -> failed(task, error, now));
        Run run = task.run();
        return run == null ? Transition.applied(ended) : Transition.applied(ended, RunTransition.stop(task, run));
    }

    /** Its worker should have ended the run itself, and cannot: it is told that nothing more of it counts. */
    private static Transition cleaning(Task task, Instant now) {
        Run run = task.run();
        if (run == null || task.waitsToCleanAgain()) {
            return Transition.applied(task.draft()
                    .because(Reasons.NEXT_ATTEMPT, now)
                    .dispatchedAgain(now)
                    .toTask());
        }
        TaskError error = Timeouts.runTimeout(Duration.between(task.since(), now));
        return Transition.applied(RollbackTransition.failed(task, error, now, now), RunTransition.stop(task, run));
    }

    private static Task failed(Task task, TaskError error, Instant now) {
        return task.draft().ended(End.failed(now, error), now).toTask();
    }

    private static Transition tellAgain(Task task, Instant now) {
        Run run = task.run();
        Cancellation cancelled = task.cancelled();
        if (run == null || cancelled == null) {
            return Transition.repeated(task);
        }
        if (cancelled.told() >= Due.MOST_TOLD) {
            Task ended = task.draft()
                    .ended(End.cancelled(now, End.UNRESPONSIVE), now)
                    .toTask();
            return Transition.applied(ended, RunTransition.stop(task, run));
        }
        Task told = task.draft().told(cancelled.toldOnceMore()).toTask();
        return Transition.applied(told, RunTransition.cancel(told, run));
    }
}
