package io.taskmill.runtime.run;

import io.taskmill.model.TaskError;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.runtime.log.RunScope;
import io.taskmill.runtime.metric.RunOutcome;
import io.taskmill.runtime.metric.WorkerMetrics;
import io.taskmill.runtime.report.EventReporter;
import io.taskmill.runtime.run.Execution.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how runs have ended: to the projector, once for each run at most, to the log and to the metrics. */
final class Ends {

    private static final Logger LOG = LoggerFactory.getLogger(Ends.class);

    private final EventReporter reporter;
    private final WorkerMetrics metrics;
    private final Clock clock;
    private final Consumer<TaskRun> through;

    /** @param through told of each run whose end the broker has, or of which nothing is to be told */
    Ends(EventReporter reporter, WorkerMetrics metrics, Clock clock, Consumer<TaskRun> through) {
        this.reporter = reporter;
        this.metrics = metrics;
        this.clock = clock;
        this.through = through;
    }

    /** The handler has returned. */
    void returned(TaskRun run, Ending ending, Duration time) {
        RunOutcome outcome = end(run, ending);
        metrics.ran(run.command().spec().type(), outcome, time);
        log(run, outcome, time);
    }

    /** The run was stopped before its handler was called. */
    void notBegun(TaskRun run) {
        log(run, end(run, null), Duration.ZERO);
    }

    /** The run was stopped and its handler has not returned in time: where its task ends all the same, that is told. */
    void unresponsive(TaskRun run) {
        Stop stop = run.stopped();
        if (stop != null && stop.isToldWithoutReturn(run.isStrict()) && run.end()) {
            tell(run, event(run, stop, null, false));
        }
    }

    /** @param ending null if the handler was not called */
    private RunOutcome end(TaskRun run, @Nullable Ending ending) {
        boolean first = run.end();
        var _ = Thread.interrupted(); // from here on nobody interrupts it, and what is left to do must not be disturbed
        Stop stop = run.stopped();
        RunEvent event = stop == null ? event(run, Objects.requireNonNull(ending)) : event(run, stop, ending, true);
        if (first) {
            tell(run, event);
        }
        boolean through = event instanceof RunEvent.Finished
                || event instanceof RunEvent.Spawned
                || event instanceof RunEvent.RolledBack;
        if (stop == null || through) {
            return through ? RunOutcome.FINISHED : RunOutcome.FAILED;
        }
        return stop.outcome();
    }

    /** Its log first: whoever sees that a task has ended sees all that its run has logged. */
    private void tell(TaskRun run, @Nullable RunEvent event) {
        CompletableFuture<Void> logged = run.log().close();
        CompletableFuture<Void> told = event == null ? logged : logged.thenCompose(_ -> reporter.report(event));
        var _ = told.thenRun(() -> through.accept(run));
    }

    private RunEvent event(TaskRun run, Ending ending) {
        return switch (ending) {
            case Ending.Finished finished -> {
                Instant now = clock.instant();
                if (run.isRollback()) {
                    yield run.rolledBackAll(now);
                }
                yield new RunEvent.Finished(run.task(), run.fence(), run.finished(now), now, finished.result());
            }
            case Ending.Spawned spawned -> {
                Instant now = clock.instant();
                yield new RunEvent.Spawned(run.task(), run.fence(), run.leaving(now), now, spawned.family());
            }
            case Ending.Failed failed -> failed(run, failed.error());
        };
    }

    /** What is told of a run that was stopped; null for nothing. */
    private @Nullable RunEvent event(TaskRun run, Stop stop, @Nullable Ending ending, boolean returned) {
        return switch (stop) {
            case Stop.Refused _, Stop.GivenUp _, Stop.Withdrawn _ -> null;
            case Stop.Cancelled _ ->
                new RunEvent.Aborted(run.task(), run.fence(), run.last(0), clock.instant(), returned);
            case Stop.TimedOut(TaskError error) -> failed(run, error);
            case Stop.GivenBack _ ->
                ending instanceof Ending.Finished || ending instanceof Ending.Spawned
                        ? event(run, ending)
                        : new RunEvent.GivenBack(run.task(), run.fence(), run.last(0), run.left());
        };
    }

    private RunEvent.Failed failed(TaskRun run, TaskError error) {
        return new RunEvent.Failed(run.task(), run.fence(), run.last(0), clock.instant(), error);
    }

    /** The one line that a run has at INFO. A handler may have changed its thread's MDC. */
    private static void log(TaskRun run, RunOutcome outcome, Duration time) {
        String type = run.command().spec().type();
        try (RunScope _ = run.scope()) {
            if (run.stopped() instanceof Stop.Refused(RefusalReason reason)) {
                LOG.info("run ended type={} outcome={} reason={} duration={}", type, outcome.text(), reason, time);
            } else {
                LOG.info("run ended type={} outcome={} duration={}", type, outcome.text(), time);
            }
        }
    }
}
