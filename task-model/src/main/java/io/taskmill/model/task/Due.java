package io.taskmill.model.task;

import io.taskmill.model.Run;
import io.taskmill.model.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When something must be done about a task although nobody has said anything. */
final class Due {

    /**
     * A worker ends what takes too long itself. If nothing was heard of that so long after, it cannot: the projector does
     * it then.
     */
    static final Duration BACKSTOP = Duration.ofSeconds(30);

    /** A cancelled run's worker is told again after so long, until the run has ended. */
    static final Duration TELL_AGAIN = Duration.ofSeconds(5);

    /** A worker that was told so often and has reported nothing never will: the task ends without it. */
    static final int MOST_TOLD = 24;

    /**
     * A submission is in its shard's queue before anybody is told its id, so whoever asks for its task comes later; but for
     * what was put into the queue in vain, and comes again under its idempotency key.
     */
    static final Duration UNKNOWN_AFTER = Duration.ofMinutes(1);

    private Due() {}

    static Optional<Instant> of(Task task) {
        return Stream.concat(inPhase(task).stream(), unknown(task).stream()).min(Instant::compareTo);
    }

    /** When those that wait for something that nobody has submitted are told that nothing is known of it. */
    static Optional<Instant> unknown(Task task) {
        return task.isStub()
                        && task.deleted() == null
                        && !task.dependencies().awaitedBy().isEmpty()
                ? Optional.of(task.since().plus(UNKNOWN_AFTER))
                : Optional.empty();
    }

    private static Optional<Instant> inPhase(Task task) {
        return switch (task.phase()) {
            case QUEUED ->
                Stream.concat(queueTimeout(task).stream(), deadline(task).stream())
                        .min(Instant::compareTo);
            case BLOCKED ->
                task.blocked() == null
                        ? deadline(task)
                        : Stream.of(Optional.ofNullable(task.releaseAt()), queueTimeout(task), deadline(task))
                                .flatMap(Optional::stream)
                                .min(Instant::compareTo)
                                .filter(_ -> !task.isStub()); // what to dispatch says only its submission
            case SCHEDULED ->
                Stream.concat(Optional.ofNullable(task.releaseAt()).stream(), deadline(task).stream())
                        .min(Instant::compareTo);
            case RETRY_WAIT -> Optional.ofNullable(task.releaseAt());
            case WAITING_CHILDREN -> deadline(task).filter(_ -> !FamilyTransition.isEndedAnyway(task));
            case RUNNING, ENDING ->
                Stream.concat(runTimeout(task).stream(), deadline(task).stream())
                        .min(Instant::compareTo)
                        .map(at -> at.plus(BACKSTOP));
            case ABORTING -> tellAgain(task);
            case CLEANING -> cleaning(task);
            case DONE -> Optional.empty();
        };
    }

    /** No deadline, nor time in the queue, cuts off what a task owes to others. */
    private static Optional<Instant> cleaning(Task task) {
        if (task.waitsToCleanAgain()) {
            return Optional.ofNullable(task.releaseAt());
        }
        return task.run() == null ? Optional.empty() : runTimeout(task).map(at -> at.plus(BACKSTOP));
    }

    static Optional<Instant> deadline(Task task) {
        return Optional.ofNullable(task.deadline());
    }

    static Optional<Instant> queueTimeout(Task task) {
        TaskSpec spec = task.spec();
        Duration timeout = spec == null ? null : spec.policy().timeouts().queue();
        return Optional.ofNullable(timeout).map(waitingSince(task)::plus);
    }

    /** Since when the task waits for a start, also if workers without its type have had it meanwhile. */
    static Instant waitingSince(Task task) {
        return task.blocked() == null ? task.since() : task.blocked().queued();
    }

    static Optional<Instant> runTimeout(Task task) {
        return Optional.ofNullable(allowed(task)).map(task.since()::plus);
    }

    /** How long the run that is under way may take, by its type and as its handler has extended it. */
    static @Nullable Duration allowed(Task task) {
        Run run = task.run();
        if (run != null && run.allowed() != null) {
            return run.allowed();
        }
        TaskSpec spec = task.spec();
        return spec == null ? null : spec.policy().timeouts().run();
    }

    private static Optional<Instant> tellAgain(Task task) {
        Cancellation cancelled = task.cancelled();
        return cancelled == null
                ? Optional.empty()
                : Optional.of(task.since().plus(TELL_AGAIN.multipliedBy(cancelled.told())));
    }
}
