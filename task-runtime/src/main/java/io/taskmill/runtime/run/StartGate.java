package io.taskmill.runtime.run;

import io.taskmill.model.task.TaskTransition;
import io.taskmill.runtime.report.EventReporter;
import io.taskmill.runtime.run.TaskRun.Answer;
import java.time.Duration;
import java.util.Optional;
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

    /**
     * For so long a run keeps its slot while it asks. Grants usually come sooner; if slots were left at once, tasks that need
     * no grant would take each that becomes free, and strict ones would never get one on a busy worker.
     */
    private static final Duration KEEPS_SLOT = Duration.ofMillis(250);

    /** How long a granted run may wait for a slot before another worker gets its task. */
    private static final Duration PATIENCE_FOR_SLOT = Duration.ofSeconds(1);

    private final EventReporter reporter;

    StartGate(EventReporter reporter) {
        this.reporter = reporter;
    }

    /**
     * Returns once it is clear whether the run may begin.
     *
     * @param place in a slot afterwards if it may
     * @throws InterruptedException if the run was stopped meanwhile
     */
    boolean mayBegin(TaskRun run, Place place) throws InterruptedException {
        if (!run.asks()) {
            var _ = reporter.report(run.startEvent(null)).thenRun(run::startConfirmed);
            return true;
        }
        if (!isGranted(run, place)) {
            return false;
        }
        if (!place.enter(PATIENCE_FOR_SLOT)) {
            run.stop(new Stop.GivenBack());
            return false;
        }
        return true;
    }

    /** Asks until there is an answer: at once, so that a refusal comes soon, and again when it could be granted. */
    private boolean isGranted(TaskRun run, Place place) throws InterruptedException {
        long asked = System.nanoTime();
        Duration patience = run.isStrict() || run.isSuspect() ? ASK_AGAIN : TaskTransition.GRACE_FOR_FIRST_RECEIVER;
        var _ = reporter.report(run.startEvent(Duration.ZERO));
        while (true) {
            Optional<Answer> answer = answer(run, KEEPS_SLOT);
            if (answer.isEmpty()) {
                place.stepAside();
                answer = answer(run, patience.minus(KEEPS_SLOT));
            }
            if (answer.isPresent()) {
                return answer.get() == Answer.GRANTED;
            }
            patience = ASK_AGAIN;
            if (reporter.isConnected()) { // else the question before is kept until the broker is back, and one will do
                var _ = reporter.report(run.startEvent(Duration.ofNanos(System.nanoTime() - asked)));
            }
        }
    }

    private static Optional<Answer> answer(TaskRun run, Duration patience) throws InterruptedException {
        try {
            return Optional.of(run.answer().get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is a value, never an exception", e);
        }
    }
}
