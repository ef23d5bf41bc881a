package io.taskmill.runtime.run;

import io.taskmill.handler.Children;
import io.taskmill.handler.EntityFact;
import io.taskmill.handler.RollbackStep;
import io.taskmill.handler.TaskContext;
import io.taskmill.messaging.consume.Received;
import io.taskmill.model.Fact;
import io.taskmill.model.Json;
import io.taskmill.model.Names;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.Run;
import io.taskmill.model.Spawn;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.Step;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.runtime.log.RunScope;
import io.taskmill.runtime.run.Execution.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One run under way: its small state, its thread, and the command that it must acknowledge. */
final class TaskRun implements TaskContext {

    /** What the run was told when it asked. */
    enum Answer {
        GRANTED,
        REFUSED
    }

    private final RunCommand command;
    private final Received received;
    private final String id;
    private final String session;
    private final String worker;
    private final Checkpoints checkpoints;
    private final Spawner spawner;
    private final LogWriter log;
    private final Clock clock;
    private final Instant started;
    private final long startedNanos = System.nanoTime();
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final CompletableFuture<Void> returned = new CompletableFuture<>();
    private final AtomicBoolean settled = new AtomicBoolean();

    /** Guards the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private int seq = 1;
    private int progress;
    private @Nullable StatusMessage message;
    private List<Step> steps = List.of();
    private @Nullable Json left;
    private boolean spawning;
    private @Nullable Spawn spawned;
    private boolean progressUnreported;
    private boolean startConfirmed;
    private boolean begun;
    private final Pushes pushes;
    private final List<RollbackEntry.Ref> undone = new ArrayList<>();
    private final TimeLimits limits;
    private @Nullable Stop stop;
    private boolean ended;
    private @Nullable Thread thread;

    TaskRun(
            RunCommand command,
            Received received,
            String id,
            String session,
            String worker,
            Checkpoints checkpoints,
            Spawner spawner,
            LogWriter log,
            Clock clock) {
        this.command = command;
        this.received = received;
        this.id = id;
        this.session = session;
        this.worker = worker;
        this.checkpoints = checkpoints;
        this.spawner = spawner;
        this.log = log;
        this.clock = clock;
        this.started = clock.instant();
        this.pushes = new Pushes(id, command.epoch(), command.stack());
        this.limits = new TimeLimits(command);
    }

    String id() {
        return id;
    }

    RunCommand command() {
        return command;
    }

    /** What the log lines of this run carry. */
    RunScope scope() {
        return RunScope.of(task(), fence(), id);
    }

    /** Completed once the run's thread is through with it. */
    CompletableFuture<Void> returned() {
        return returned;
    }

    /** Completed once the fold has answered; only runs that wait for their grant look at it. */
    CompletableFuture<Answer> answer() {
        return answer;
    }

    boolean mayBeSecond() {
        return received.delivery().redelivered() || received.delivery().again();
    }

    /** Whether no two runs of the task may overlap. */
    boolean isStrict() {
        return command.isStrict();
    }

    /** Whether it is to undo what earlier runs of its task have done. */
    boolean isRollback() {
        return command.isRollback();
    }

    /** Whether it may be what ended the sessions that its task was lost with. */
    boolean isSuspect() {
        return command.suspect();
    }

    /** Whether it waits for its grant before it begins. */
    boolean asks() {
        return isStrict() || isSuspect() || mayBeSecond();
    }

    /** The broker has the START of this run, or its grant has come. */
    void startConfirmed() {
        lock.lock();
        try {
            startConfirmed = true;
        } finally {
            lock.unlock();
        }
    }

    boolean isStartConfirmed() {
        lock.lock();
        try {
            return startConfirmed;
        } finally {
            lock.unlock();
        }
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Names the thread that carries it out; false if the run was stopped before. */
    boolean begin(Thread ownThread) {
        lock.lock();
        try {
            thread = ownThread;
            return stop == null;
        } finally {
            lock.unlock();
        }
    }

    /** The handler is about to be called: its time counts from here, and only its end gives the task back. */
    void handlerBegins() {
        lock.lock();
        try {
            begun = stop == null;
            limits.begin(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /** Why it must end now, although nobody says so. */
    Optional<TaskError> exceeded(Instant now) {
        lock.lock();
        try {
            return ended ? Optional.empty() : limits.exceeded(System.nanoTime(), now);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The run must not go on: interrupts its thread, once, so that its handler can clean up undisturbed. The first reason stands, unless a later one says that nothing which
     * this run tells counts any more.
     *
     * @return whether it was not stopped before
     */
    boolean stop(Stop why) {
        boolean first;
        lock.lock();
        try {
            first = stop == null;
            if (stop == null || (why.isSilent() && !stop.isSilent())) {
                stop = why;
            }
            if (first && thread != null && !ended) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
        answer.complete(Answer.REFUSED);
        return first;
    }

    /**
     * It must not begin: stops it, unless its handler has been called or it was stopped before. If it has its grant, that
     * is given back; else nothing is told of it.
     */
    void withdraw() {
        lock.lock();
        try {
            if (begun || stop != null) {
                return;
            }
            stop = answer.complete(Answer.REFUSED) ? new Stop.Withdrawn() : new Stop.GivenBack();
            if (thread != null && !ended) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Why it must not go on; null if it may. */
    @Nullable Stop stopped() {
        lock.lock();
        try {
            return stop;
        } finally {
            lock.unlock();
        }
    }

    /** Its end is about to be told, if it is to be told at all: true once. */
    boolean end() {
        lock.lock();
        try {
            boolean first = !ended;
            ended = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    RunEvent.Start startEvent(@Nullable Duration waited) {
        return new RunEvent.Start(task(), command.epoch(), new Run(id, session, worker, 1, started, 0, null), waited);
    }

    /** The progress to report, if there is any that was not. */
    RunEvent.@Nullable Progress takeProgress() {
        lock.lock();
        try {
            if (!progressUnreported || ended || stop != null) {
                return null;
            }
            progressUnreported = false;
            return new RunEvent.Progress(task(), command.epoch(), next());
        } finally {
            lock.unlock();
        }
    }

    /** The run's state as its last event tells it. */
    Run last(int finalProgress) {
        lock.lock();
        try {
            progress = Math.max(progress, finalProgress);
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** The same of a run whose handler has returned: what it was at last has ended. */
    Run finished(Instant now) {
        return returned(100, now);
    }

    /** The same of one that has left children behind. */
    Run leaving(Instant now) {
        return returned(0, now);
    }

    private Run returned(int finalProgress, Instant now) {
        lock.lock();
        try {
            steps = lastEnded(now);
        } finally {
            lock.unlock();
        }
        return last(finalProgress);
    }

    /** How its handler's call has ended, if that has given its task children. */
    Ending withChildren(Ending ending) {
        Spawn family;
        lock.lock();
        try {
            family = spawned;
        } finally {
            lock.unlock();
        }
        if (family == null || !(ending instanceof Ending.Finished finished)) {
            return ending;
        }
        return finished.result() == null
                ? new Ending.Spawned(family)
                : new Ending.Failed(new TaskError(
                        "RESULT_AFTER_SPAWN",
                        "a run that has spawned children has no result of its own, so it must return null;"
                                + " what there is to tell is the result of the end step",
                        false));
    }

    /** What its handler has logged, on its way. */
    LogWriter log() {
        return log;
    }

    /** The state that its handler has left last; null if it has left none. */
    @Nullable Json left() {
        lock.lock();
        try {
            return left;
        } finally {
            lock.unlock();
        }
    }

    private List<Step> lastEnded(Instant now) {
        if (steps.isEmpty()) {
            return steps;
        }
        List<Step> all = new ArrayList<>(steps);
        all.add(all.removeLast().endedAt(now));
        return all;
    }

    private Run next() {
        seq++;
        return new Run(id, session, worker, seq, started, progress, message, limits.extended(), steps, pushes.own());
    }

    /** What it has to undo, the first first. */
    List<RollbackEntry> toUndo() {
        return command.stack().reversed();
    }

    /** One of them as its handler sees it. */
    RollbackStep step(RollbackEntry entry) {
        return new RollbackStep(entry.name(), new RollbackStep.Params() {
            @Override
            public <T> T as(Class<T> type) {
                return checkpoints.readParams(entry, type);
            }
        });
    }

    /** It has undone one of them. Returns once the broker knows, so that another run would go on from there. */
    void rolledBack(RollbackEntry entry) throws InterruptedException {
        RunEvent.RolledBack event;
        lock.lock();
        try {
            requireUnderWay();
            undone.add(entry.ref());
            event = rolledBack(next(), null);
        } finally {
            lock.unlock();
        }
        checkpoints.report(event);
    }

    /** All of them are undone. */
    RunEvent.RolledBack rolledBackAll(Instant now) {
        lock.lock();
        try {
            steps = lastEnded(now);
            return rolledBack(next(), now);
        } finally {
            lock.unlock();
        }
    }

    private RunEvent.RolledBack rolledBack(Run run, @Nullable Instant through) {
        return new RunEvent.RolledBack(task(), command.epoch(), run, undone, through);
    }

    private void requireUnderWay() {
        if (ended) {
            throw new IllegalStateException("run " + id + " of task " + task() + " has ended");
        }
    }

    private void requireNoRollback(String what) {
        if (isRollback()) {
            throw new IllegalStateException("a rollback of task " + task() + " cannot leave " + what);
        }
    }

    void acknowledge() {
        if (settled.compareAndSet(false, true)) {
            try (RunScope _ = scope()) {
                received.acknowledge();
            }
        }
    }

    /** Gives the command back; false if it was settled before. */
    boolean requeue() {
        boolean first = settled.compareAndSet(false, true);
        if (first) {
            try (RunScope _ = scope()) {
                received.requeue();
            }
        }
        return first;
    }

    @Override
    public TaskId task() {
        return command.task();
    }

    @Override
    public int attempt() {
        return command.attempt();
    }

    @Override
    public int fence() {
        return command.epoch();
    }

    @Override
    public void progress(int percent) {
        progressed(percent, null);
    }

    @Override
    public void progress(int percent, StatusMessage text) {
        progressed(percent, text);
    }

    private void progressed(int percent, @Nullable StatusMessage text) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("progress " + percent + " of task " + task() + " must be 0 to 100");
        }
        lock.lock();
        try {
            progress = Math.max(progress, percent);
            message = text == null ? message : text;
            progressUnreported = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void step(String name) {
        Instant now = clock.instant();
        Step begun = new Step(name, now);
        lock.lock();
        try {
            List<Step> all = new ArrayList<>(lastEnded(now));
            all.add(begun);
            steps = List.copyOf(all.size() > Run.MAX_STEPS ? all.subList(1, all.size()) : all);
            progressUnreported = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void log(String text) throws InterruptedException {
        log.log(text);
    }

    @Override
    public void checkpoint(Object state) throws InterruptedException {
        requireNoRollback("a checkpoint");
        Json written = checkpoints.write(state);
        RunEvent.Checkpoint event;
        lock.lock();
        try {
            requireUnderWay();
            left = written;
            event = new RunEvent.Checkpoint(task(), command.epoch(), next(), written);
        } finally {
            lock.unlock();
        }
        checkpoints.report(event);
    }

    @Override
    public <T> Optional<T> lastCheckpoint(Class<T> type) {
        Json left = command.checkpoint();
        return left == null ? Optional.empty() : Optional.of(checkpoints.read(left, type));
    }

    @Override
    public void onRollback(String name, Object params) throws InterruptedException {
        requireNoRollback("a rollback");
        Json written = checkpoints.writeParams(Names.requireStep(name), params);
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        RunEvent.@Nullable RollbackPushed event = null;
        lock.lock();
        try {
            requireUnderWay();
            if (pushes.isKnown(name, written)) {
                confirmed = pushes.confirmed(name);
            } else {
                int index = pushes.push(name, written, confirmed).index();
                event = new RunEvent.RollbackPushed(task(), command.epoch(), next(), index, name, written);
            }
        } finally {
            lock.unlock();
        }
        if (event != null) {
            CompletableFuture<Void> waiting = confirmed;
            var _ = checkpoints.told(event).thenRun(() -> waiting.complete(null));
        }
        Checkpoints.await(confirmed);
    }

    @Override
    public void entities(List<EntityFact> facts) throws InterruptedException {
        List<Fact> written = checkpoints.writeFacts(facts);
        RunEvent.EntityFacts event;
        lock.lock();
        try {
            requireUnderWay();
            event = new RunEvent.EntityFacts(task(), command.epoch(), next(), clock.instant(), written);
        } finally {
            lock.unlock();
        }
        checkpoints.report(event);
    }

    @Override
    public void spawn(Children children) throws InterruptedException {
        lock.lock();
        try {
            if (command.part() != null || spawning || ended) {
                throw new IllegalStateException("run " + id + " of task " + task()
                        + (command.part() == null
                                ? ended ? " has ended" : " has spawned children, and can do so once"
                                : (isRollback() ? " is a rollback" : " is an end step")
                                        + ", which cannot spawn children"));
            }
            spawning = true;
        } finally {
            lock.unlock();
        }
        Spawn family = spawner.spawn(command, id, clock.instant(), children);
        lock.lock();
        try {
            spawned = family;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void extend(Duration fromNow) {
        lock.lock();
        try {
            progressUnreported |= limits.extend(fromNow, System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean cancelled() {
        return stopped() != null;
    }
}
