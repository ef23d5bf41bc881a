package io.taskmill.runtime.run;

import io.taskmill.handler.TaskHandler;
import io.taskmill.messaging.consume.Received;
import io.taskmill.model.Part;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.runtime.log.RunScope;
import io.taskmill.runtime.metric.WorkerMetrics;
import io.taskmill.runtime.report.EventReporter;
import io.taskmill.runtime.run.Execution.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * All runs of one session. Each has a virtual thread, and a slot while its handler runs. They begin through the
 * {@link StartGate}; whatever stops them does so here.
 */
public final class TaskRuns {

    private static final Logger LOG = LoggerFactory.getLogger(TaskRuns.class);

    /** Strict runs are stopped so long before the lease ends. */
    private static final Duration STRICT_ENDS_BEFORE = Duration.ofSeconds(2);

    /** A grant that takes longer than this is not waited for. */
    private static final Duration GRANT_ON_ITS_WAY = Duration.ofMinutes(10);

    private final String session;
    private final String worker;
    private final EventReporter reporter;
    private final StartGate gate;
    private final Ends ends;
    private final Execution execution;
    private final Checkpoints checkpoints;
    private final Spawner spawner;
    private final LeakedRuns leaks;
    private final WorkerMetrics metrics;
    private final Supplier<Duration> leaseLeft;
    private final Suspects suspects;
    private final Clock clock;
    private final Map<String, TaskRun> runs = new ConcurrentHashMap<>();

    /**
     * Those that were withdrawn: a grant may be on its way to them. No more than slots and what was being delivered, and as many
     * for each pause of the last {@link #GRANT_ON_ITS_WAY}.
     */
    private final Map<String, TaskRun> withdrawn = new ConcurrentHashMap<>();

    private volatile boolean draining;
    private volatile boolean abandoned;

    public TaskRuns(
            String session,
            String worker,
            EventReporter reporter,
            JsonMapper json,
            LeakedRuns leaks,
            WorkerMetrics metrics,
            Supplier<Duration> leaseLeft,
            Suspects suspects,
            Clock clock) {
        this.session = session;
        this.worker = worker;
        this.reporter = reporter;
        this.gate = new StartGate(reporter);
        this.ends = new Ends(reporter, metrics, clock, this::release);
        this.execution = new Execution(json);
        this.checkpoints = new Checkpoints(json, reporter::report);
        this.spawner = new Spawner(json, reporter::report);
        this.leaks = leaks;
        this.metrics = metrics;
        this.leaseLeft = leaseLeft;
        this.suspects = suspects;
        this.clock = clock;
    }

    /** Begins a run at the place that the caller has taken for it. */
    public void start(RunCommand command, Received received, Place place, TaskHandler<?, ?> handler) {
        String id = UUID.randomUUID().toString();
        LogWriter log = new LogWriter(command, id, reporter::report, metrics, clock);
        TaskRun run = new TaskRun(command, received, id, session, worker, checkpoints, spawner, log, clock);
        runs.put(run.id(), run);
        if (abandoned) {
            giveUp(run);
        } else if (draining) {
            withdraw(run);
        }
        Thread.ofVirtual().name("task-" + command.task()).start(() -> {
            try {
                carryOut(run, place, handler);
            } catch (RuntimeException | Error e) {
                brokeOff(run, e);
            } finally {
                if (run.isSuspect()) {
                    suspects.ended(run.task());
                }
                run.returned().complete(null);
                place.leave();
            }
        });
    }

    /** Not by its handler's fault, whose own are results: memory was short, say. Another run may carry it out. */
    private void brokeOff(TaskRun run, Throwable e) {
        LOG.error("run broke off run={}", run.id(), e);
        run.stop(new Stop.GivenBack());
        ends.notBegun(run);
    }

    private void carryOut(TaskRun run, Place place, TaskHandler<?, ?> handler) {
        try (RunScope _ = run.scope()) {
            if (run.begin(Thread.currentThread()) && gate.mayBegin(run, place)) {
                if (run.isSuspect()) {
                    suspects.begins(run.task());
                }
                if (isInTime(run)) {
                    call(run, handler);
                    return;
                }
            }
        } catch (InterruptedException e) {
            // stopped while it waited; why is known to the run, and the interrupt has done its work
        }
        ends.notBegun(run);
    }

    /** Its time counts from here. What must have ended by now does not begin, nor what was stopped on the way here. */
    private boolean isInTime(TaskRun run) {
        run.handlerBegins();
        run.exceeded(clock.instant()).ifPresent(error -> run.stop(new Stop.TimedOut(error)));
        return !run.cancelled();
    }

    private void call(TaskRun run, TaskHandler<?, ?> handler) {
        TaskSpec spec = run.command().spec();
        if (run.fence() == 1) {
            // when a further dispatch was made is not in its command
            metrics.waited(spec.pool(), spec.priority(), Duration.between(spec.created(), clock.instant()));
        }
        long began = System.nanoTime();
        Ending ending =
                switch (run.command().part()) {
                    case null -> run.withChildren(execution.run(handler, spec, run));
                    case Part.End end -> execution.end(handler, spec, end, run);
                    case Part.Rollback _ -> execution.rollBack(handler, run);
                };
        ends.returned(run, ending, Duration.ofNanos(System.nanoTime() - began));
    }

    /** The thread of a run that is withdrawn may be through with it before its command is given back: then it is here. */
    private void release(TaskRun run) {
        if (run.stopped() instanceof Stop.Withdrawn) {
            requeue(run);
        } else {
            run.acknowledge();
        }
        runs.remove(run.id());
    }

    public void granted(ControlMessage.Granted granted) {
        TaskRun run = runs.get(granted.run());
        if (run == null) {
            run = withdrawn.get(granted.run());
        }
        if (run == null) {
            return;
        }
        if (!(run.stopped() instanceof Stop.Withdrawn)) {
            if (leaseLeft.get().compareTo(run.isStrict() ? STRICT_ENDS_BEFORE : Duration.ZERO) <= 0) {
                return;
            }
            run.startConfirmed();
            if (run.answer().complete(TaskRun.Answer.GRANTED)) {
                return;
            }
        }
        if (run.stopped() instanceof Stop.Withdrawn) { // if only at this very moment
            var _ = reporter.report(new RunEvent.GivenBack(run.task(), run.fence(), run.last(0)));
        }
    }

    /** A run that is not here has told its end, which is on its way. */
    public void cancelled(ControlMessage.CancelRun cancelled) {
        TaskRun run = runs.get(cancelled.run());
        if (run != null) {
            var _ = stop(run, new Stop.Cancelled());
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
            if (stop(run, new Stop.Refused(refused.reason()))) {
                metrics.refused(refused.reason());
            }
        }
    }

    /** Answers may have been lost: runs that began without asking say so again, and are refused if they must stop. */
    public void askAgain() {
        for (TaskRun run : runs.values()) {
            if (!run.asks()) {
                var _ = reporter.report(run.startEvent(null));
            }
        }
    }

    /** Stops what has taken too long, and strict runs before the lease ends that keeps others from beginning. */
    public void stopOverdue() {
        Instant now = clock.instant();
        runs.values().forEach(run -> run.exceeded(now).ifPresent(error -> stop(run, new Stop.TimedOut(error))));
        if (leaseLeft.get().compareTo(STRICT_ENDS_BEFORE) < 0) {
            giveBackStrict();
        }
    }

    /** Also those that still ask: what they are granted may count for nothing when it arrives. */
    public void giveBackStrict() {
        runs.values().stream().filter(TaskRun::isStrict).forEach(run -> stop(run, new Stop.GivenBack()));
    }

    /** Sends what progress there is since the last call. */
    public void reportProgress() {
        if (!reporter.isConnected()) {
            return;
        }
        List<RunEvent.Progress> progress = runs.values().stream()
                .map(TaskRun::takeProgress)
                .filter(Objects::nonNull)
                .toList();
        if (!progress.isEmpty()) {
            reporter.reportProgress(session, progress);
        }
    }

    /** Sends what has been logged since the last call. */
    public void sendLogs() {
        runs.values().forEach(run -> run.log().flush());
    }

    /** Acknowledges the commands of runs that have gone on for so long and whose START the broker has. */
    public void acknowledgeOlderThan(Duration age) {
        runs.values().stream()
                .filter(TaskRun::isStartConfirmed)
                .filter(run -> run.age().compareTo(age) > 0)
                .forEach(TaskRun::acknowledge);
    }

    /**
     * The worker drains: what has begun goes on. What has not never will, and its command goes back to its queue at once;
     * if it turns out to have been granted, that is given back.
     */
    public void withdraw() {
        draining = true;
        runs.values().stream().filter(TaskRun::asks).forEach(this::withdraw);
    }

    /** The same of what is paused. Whatever else there is goes on. */
    public void withdraw(Predicate<TaskSpec> paused) {
        withdrawn.values().removeIf(run -> run.age().compareTo(GRANT_ON_ITS_WAY) > 0);
        runs.values().stream()
                .filter(TaskRun::asks)
                .filter(run -> paused.test(run.command().spec()))
                .forEach(this::withdraw);
    }

    private void withdraw(TaskRun run) {
        withdrawn.put(run.id(), run); // before it can be through, so that its grant always finds it
        run.withdraw();
        if (run.stopped() instanceof Stop.Withdrawn) {
            requeue(run);
        } else {
            withdrawn.remove(run.id());
        }
    }

    /** The grace is over: what still runs is stopped and given back, and may leave a last checkpoint. */
    public void giveBack() {
        runs.values().forEach(run -> stop(run, new Stop.GivenBack()));
    }

    /** Whether a strict run's handler is still at work, so that no other run of its task may begin. */
    public boolean isStrictAtWork() {
        return runs.values().stream()
                .anyMatch(run -> run.isStrict() && !run.returned().isDone());
    }

    /** The session is over: nothing that these runs do counts any more. */
    public void abandon() {
        abandoned = true;
        runs.values().forEach(this::giveUp);
    }

    private void giveUp(TaskRun run) {
        requeue(run);
        var _ = stop(run, new Stop.GivenUp());
    }

    private void requeue(TaskRun run) {
        if (run.requeue()) {
            metrics.requeued();
        }
    }

    private boolean stop(TaskRun run, Stop why) {
        boolean first = run.stop(why);
        if (first) {
            leaks.watch(run, ends::unresponsive);
        }
        return first;
    }

    /** Waits until no run is left whose end is not confirmed, or it is hurried. Returns whether none is left. */
    public boolean awaitNone(Duration timeout, BooleanSupplier hurried) throws InterruptedException {
        return await(runs::isEmpty, timeout, hurried);
    }

    /** Waits until no run is left whose handler is at work, or the time is over. */
    public void awaitReturns(Duration timeout) throws InterruptedException {
        var _ = await(
                () -> runs.values().stream().allMatch(run -> run.returned().isDone()), timeout, () -> false);
    }

    private static boolean await(BooleanSupplier reached, Duration timeout, BooleanSupplier hurried)
            throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!reached.getAsBoolean() && !hurried.getAsBoolean() && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return reached.getAsBoolean();
    }
}
