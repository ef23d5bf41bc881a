package io.taskmill.runtime.run;

import io.taskmill.handler.TaskHandler;
import io.taskmill.messaging.consume.Received;
import io.taskmill.model.Priority;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.runtime.log.RunScope;
import io.taskmill.runtime.metric.RunOutcome;
import io.taskmill.runtime.metric.WorkerMetrics;
import io.taskmill.runtime.report.EventReporter;
import io.taskmill.runtime.run.Execution.Ending;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * All runs of one session. Each has a slot and a virtual thread; a run that may be a second one first asks and waits, any
 * other one begins at once and is stopped when it turns out that it must not.
 */
public final class TaskRuns {

    private static final Logger LOG = LoggerFactory.getLogger(TaskRuns.class);

    /** How long an answer may take before the question is repeated. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final String session;
    private final String worker;
    private final Slots slots;
    private final EventReporter reporter;
    private final Execution execution;
    private final LeakedRuns leaks;
    private final WorkerMetrics metrics;
    private final BooleanSupplier leaseStands;
    private final Clock clock;
    private final Map<String, TaskRun> runs = new ConcurrentHashMap<>();
    private volatile boolean abandoned;

    public TaskRuns(
            String session,
            String worker,
            Slots slots,
            EventReporter reporter,
            JsonMapper json,
            LeakedRuns leaks,
            WorkerMetrics metrics,
            BooleanSupplier leaseStands,
            Clock clock) {
        this.session = session;
        this.worker = worker;
        this.slots = slots;
        this.reporter = reporter;
        this.execution = new Execution(json);
        this.leaks = leaks;
        this.metrics = metrics;
        this.leaseStands = leaseStands;
        this.clock = clock;
    }

    /**
     * Begins a run in a slot that the caller has taken for it.
     *
     * @param priority that the slot was taken for
     */
    public void start(RunCommand command, Received received, Priority priority, TaskHandler<?, ?> handler) {
        TaskRun run = new TaskRun(command, received, UUID.randomUUID().toString(), session, worker, clock.instant());
        runs.put(run.id(), run);
        if (abandoned) {
            giveUp(run);
        }
        Thread.ofVirtual().name("task-" + command.task()).start(() -> {
            try {
                carryOut(run, handler);
            } finally {
                run.returned().complete(null);
                slots.giveBack(priority);
            }
        });
    }

    private void carryOut(TaskRun run, TaskHandler<?, ?> handler) {
        try (RunScope _ = run.scope()) {
            if (run.begin(Thread.currentThread()) && mayRun(run)) {
                call(run, handler);
            } else {
                forget(run, Duration.ZERO);
            }
        } catch (InterruptedException e) {
            forget(run, Duration.ZERO); // stopped while it waited for its grant
        }
    }

    private void call(TaskRun run, TaskHandler<?, ?> handler) {
        TaskSpec spec = run.command().spec();
        if (run.fence() == 1) {
            // when a further dispatch was made is not in its command
            metrics.waited(spec.pool(), spec.priority(), Duration.between(spec.created(), clock.instant()));
        }
        long began = System.nanoTime();
        Ending ending = execution.run(handler, spec, run);
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        if (run.end()) {
            reportEnd(run, ending, time);
        } else {
            metrics.ran(spec.type(), forget(run, time), time);
        }
    }

    private boolean mayRun(TaskRun run) throws InterruptedException {
        if (run.mayBeSecond()) {
            return granted(run);
        }
        var _ = reporter.report(run.startEvent(null)).thenRun(run::startConfirmed);
        return true;
    }

    /** Asks until there is an answer: at once, so that a refusal comes soon, and again when it could be granted. */
    private boolean granted(TaskRun run) throws InterruptedException {
        long asked = System.nanoTime();
        Duration patience = TaskTransition.GRACE_FOR_FIRST_RECEIVER;
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

    private void reportEnd(TaskRun run, Ending ending, Duration time) {
        RunEvent event =
                switch (ending) {
                    case Ending.Finished finished ->
                        new RunEvent.Finished(
                                run.task(), run.fence(), run.last(100), clock.instant(), finished.result());
                    case Ending.Failed failed ->
                        new RunEvent.Failed(run.task(), run.fence(), run.last(0), clock.instant(), failed.error());
                };
        RunOutcome outcome = event instanceof RunEvent.Finished ? RunOutcome.FINISHED : RunOutcome.FAILED;
        metrics.ran(run.command().spec().type(), outcome, time);
        logEnd(run, outcome, null, time);
        var _ = reporter.report(event).thenRun(() -> release(run));
    }

    private RunOutcome forget(TaskRun run, Duration time) {
        RefusalReason refusal = run.refusal();
        RunOutcome outcome = refusal == null ? RunOutcome.INTERRUPTED : RunOutcome.REFUSED;
        logEnd(run, outcome, refusal, time);
        release(run);
        return outcome;
    }

    /** The one line that a run has at INFO. A handler may have changed its thread's MDC. */
    private static void logEnd(TaskRun run, RunOutcome outcome, @Nullable RefusalReason refusal, Duration time) {
        String type = run.command().spec().type();
        try (RunScope _ = run.scope()) {
            if (refusal == null) {
                LOG.info("run ended type={} outcome={} duration={}", type, outcome.text(), time);
            } else {
                LOG.info("run ended type={} outcome={} reason={} duration={}", type, outcome.text(), refusal, time);
            }
        }
    }

    private void release(TaskRun run) {
        run.acknowledge();
        runs.remove(run.id());
    }

    public void granted(ControlMessage.Granted granted) {
        TaskRun run = runs.get(granted.run());
        if (run != null && leaseStands.getAsBoolean()) {
            run.startConfirmed();
            run.answer().complete(TaskRun.Answer.GRANTED);
        }
    }

    public void refused(ControlMessage.Refused refused) {
        TaskRun run = runs.get(refused.run());
        if (run == null) {
            return;
        }
        try (RunScope _ = run.scope()) {
            LOG.debug("run refused reason={}", refused.reason());
            if (refused.reason() == RefusalReason.SESSION_LOST) {
                requeue(run);
            }
            if (stop(run, refused.reason())) {
                metrics.refused(refused.reason());
            }
        }
    }

    /** Answers may have been lost: runs that began without asking say so again, and are refused if they must stop. */
    public void askAgain() {
        for (TaskRun run : runs.values()) {
            if (!run.mayBeSecond()) {
                var _ = reporter.report(run.startEvent(null));
            }
        }
    }

    /** Sends what progress there is since the last call. */
    public void reportProgress() {
        List<RunEvent.Progress> progress = runs.values().stream()
                .map(TaskRun::takeProgress)
                .filter(Objects::nonNull)
                .toList();
        if (!progress.isEmpty()) {
            reporter.reportProgress(session, progress);
        }
    }

    /** Acknowledges the commands of runs that have gone on for so long and whose START the broker has. */
    public void acknowledgeOlderThan(Duration age) {
        runs.values().stream()
                .filter(TaskRun::isStartConfirmed)
                .filter(run -> run.age().compareTo(age) > 0)
                .forEach(TaskRun::acknowledge);
    }

    /** The session is over: nothing that these runs do counts any more. */
    public void abandon() {
        abandoned = true;
        runs.values().forEach(this::giveUp);
    }

    private void giveUp(TaskRun run) {
        requeue(run);
        var _ = stop(run, null);
    }

    private void requeue(TaskRun run) {
        if (run.requeue()) {
            metrics.requeued();
        }
    }

    private boolean stop(TaskRun run, @Nullable RefusalReason why) {
        boolean first = run.stop(why);
        if (first) {
            leaks.watch(run);
        }
        return first;
    }

    /** Waits until no run is left whose end is not confirmed. Returns whether that came in time. */
    public boolean awaitNone(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!runs.isEmpty() && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return runs.isEmpty();
    }
}
