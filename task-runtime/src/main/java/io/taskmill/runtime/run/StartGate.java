package io.taskmill.runtime.run;

import io.taskmill.model.task.TaskTransition;
import io.taskmill.runtime.report.EventReporter;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How a run comes to begin. A strict one, and one that may be a second one, asks and waits for its grant; any other one
 * begins at once and is stopped when it turns out that it must not.
 */
final class StartGate {

    /** How long an answer may take before the question is repeated. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    /** How long a granted run may wait for a slot before another worker gets its task. */
    private static final Duration PATIENCE_FOR_SLOT = Duration.ofSeconds(1);

    private final EventReporter reporter;

    StartGate(EventReporter reporter) {
        this.reporter = reporter;
    }

    /**
     * Returns once it is clear whether the run may begin.
     *
     * @param place a slot if it may
     * @throws InterruptedException if the run was stopped meanwhile
     */
    boolean mayBegin(TaskRun run, Place place) throws InterruptedException {
        if (!run.asks()) {
            var _ = reporter.report(run.startEvent(null)).thenRun(run::startConfirmed);
            return true;
        }
        if (!isGranted(run)) {
            return false;
        }
        if (!place.enter(PATIENCE_FOR_SLOT)) {
            run.stop(new Stop.GivenBack());
            return false;
        }
        return true;
    }

    /** Asks until there is an answer: at once, so that a refusal comes soon, and again when it could be granted. */
    private boolean isGranted(TaskRun run) throws InterruptedException {
        long asked = System.nanoTime();
        Duration patience = run.isStrict() ? ASK_AGAIN : TaskTransition.GRACE_FOR_FIRST_RECEIVER;
        while (true) {
            Duration waited = Duration.ofNanos(System.nanoTime() - asked);
            var _ = reporter.report(run.startEvent(waited));
            try {
                return run.answer().get(patience.toNanos(), TimeUnit.NANOSECONDS) == TaskRun.Answer.GRANTED;
            } catch (TimeoutException e) {
                patience = ASK_AGAIN;
            } catch (ExecutionException e) {
                throw new IllegalStateException("an answer is a value, never an exception", e);
            }
        }
    }
}
