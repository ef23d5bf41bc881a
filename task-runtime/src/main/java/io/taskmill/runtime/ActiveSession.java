package io.taskmill.runtime;

import io.taskmill.handler.TaskHandler;
import io.taskmill.messaging.codec.UndecodableException;
import io.taskmill.messaging.consume.Delivery;
import io.taskmill.messaging.consume.Received;
import io.taskmill.messaging.dead.DeathNotice;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.ShardMessage;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.runtime.intake.WorkIntake;
import io.taskmill.runtime.metric.DeadLetterReason;
import io.taskmill.runtime.pause.ToldPauses;
import io.taskmill.runtime.run.LeakedRuns;
import io.taskmill.runtime.run.Place;
import io.taskmill.runtime.run.Slots;
import io.taskmill.runtime.run.Suspects;
import io.taskmill.runtime.run.TaskRuns;
import io.taskmill.runtime.session.WorkerSession;
import io.taskmill.runtime.type.MissingTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** One session at work: what it takes in, what it runs, and how it ends. A worker has one after the other. */
final class ActiveSession implements WorkerSession.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveSession.class);

    /** At most four reports of progress a second for each task. */
    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(250);

    /** A line of a log waits so long for others, at most. */
    private static final Duration LOG_INTERVAL = Duration.ofMillis(500);

    /** How much later than it should a run may be stopped. */
    private static final Duration OVERDUE_CHECK = Duration.ofMillis(100);

    private static final Duration ACKNOWLEDGE_CHECK = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    /** How long a worker that has just started waits to be told what is paused. */
    private static final Duration PATIENCE_FOR_PAUSES = Duration.ofSeconds(2);

    /** It asks again after so long. */
    private static final Duration ASK_FOR_PAUSES = Duration.ofMillis(250);

    private final WorkerParts parts;
    private final String id = UUID.randomUUID().toString();
    private final Slots slots;
    private final TaskRuns runs;
    private final MissingTypes missingTypes;
    private final ToldPauses pauses;
    private final Suspects suspects;
    private final WorkerSession session;
    private final WorkIntake intake;
    private final LeakedRuns leaks;
    private final CountDownLatch over = new CountDownLatch(1);
    private final ThreadPoolTaskScheduler chores;
    private volatile boolean draining;

    ActiveSession(WorkerParts parts, LeakedRuns leaks, MissingTypes missingTypes, ToldPauses pauses) {
        this.parts = parts;
        this.leaks = leaks;
        this.missingTypes = missingTypes;
        this.pauses = pauses;
        this.slots = new Slots(parts.settings().slots(), parts.settings().slotsForHigh(), this::slotFreed);
        this.suspects = new Suspects(this::heartbeat);
        this.session = new WorkerSession(
                id,
                parts.shards(),
                parts.codec(),
                parts.publisher(),
                parts.consuming(),
                this::info,
                this.suspects::running,
                () -> pauses.present().revision(),
                this,
                parts.clock(),
                parts.random());
        this.runs = new TaskRuns(
                id,
                parts.name(),
                parts.reporter(),
                parts.json(),
                leaks,
                parts.metrics(),
                session::leaseLeft,
                suspects,
                parts.clock());
        this.chores = chores();
        this.intake =
                new WorkIntake(parts.consuming(), parts.pools(), slots, this::taken, parts.metrics(), parts.random());
    }

    private static ThreadPoolTaskScheduler chores() {
        ThreadPoolTaskScheduler chores = new ThreadPoolTaskScheduler();
        chores.setThreadNamePrefix("session-chores-");
        chores.setDaemon(true);
        chores.initialize();
        return chores;
    }

    /** Returns once commands are being taken in. */
    void open() throws InterruptedException {
        try {
            session.open();
            awaitPauses();
        } catch (InterruptedException e) {
            session.close();
            close();
            throw e;
        }
        intake.pause(pauses.present().pools());
        intake.start();
        var _ = chores.scheduleWithFixedDelay(runs::reportProgress, PROGRESS_INTERVAL);
        var _ = chores.scheduleWithFixedDelay(runs::sendLogs, LOG_INTERVAL);
        var _ = chores.scheduleWithFixedDelay(runs::stopOverdue, OVERDUE_CHECK);
        var _ = chores.scheduleWithFixedDelay(
                () -> runs.acknowledgeOlderThan(parts.settings().ackAfter()), ACKNOWLEDGE_CHECK);
    }

    /** A worker that comes during a pause should not take what is paused; one that is told nothing takes what there is. */
    private void awaitPauses() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_FOR_PAUSES.toNanos();
        while (!pauses.await(ASK_FOR_PAUSES)) {
            if (System.nanoTime() - end > 0) {
                LOG.info("nobody tells what is paused, begins all the same session={}", id);
                return;
            }
            var _ = session.beat(); // the answer to the first one may have come before the control queue was there
        }
    }

    void awaitOver() throws InterruptedException {
        over.await();
    }

    String id() {
        return id;
    }

    Duration leaseLeft() {
        return session.leaseLeft();
    }

    int usedSlots() {
        return slots.used();
    }

    private CompletableFuture<Boolean> heartbeat() {
        return session.beat();
    }

    private WorkerInfo info() {
        return parts.info(slots.used(), leaks.count(), draining);
    }

    private void slotFreed() {
        intake.slotFreed();
    }

    private void taken(Received received, Place place) {
        Optional<RunCommand> command = command(received);
        if (command.isPresent()
                && pauses.present().types().contains(command.get().spec().type())) {
            place.leave();
            giveBack(received, command.get(), true);
            return;
        }
        Optional<TaskHandler<?, ?>> handler =
                command.map(RunCommand::spec).flatMap(spec -> parts.handlers().of(spec.type(), spec.typeVersion()));
        if (command.isPresent() && handler.isPresent()) {
            runs.start(command.get(), received, place, handler.get());
            return;
        }
        place.leave();
        command.ifPresent(known -> {
            missingTypes.givenBack(known.spec());
            giveBack(received, known, false);
        });
    }

    /** Its task is blocked until a worker may take it that has the type; acknowledged once the projector will know. */
    private void giveBack(Received received, RunCommand command, boolean paused) {
        parts.metrics().givenBack(paused);
        TypeMissing missing = new TypeMissing(
                command.task(), command.epoch(), parts.name(), parts.clock().instant(), paused);
        Outbound told =
                Outbound.event(parts.shards().of(command.task()), parts.codec().encode(missing));
        var _ = parts.retaining().publish(told).thenRun(received::acknowledge);
    }

    private Optional<RunCommand> command(Received received) {
        try {
            ShardMessage message =
                    parts.codec().decodeShardMessage(received.delivery().body());
            if (message instanceof RunCommand command) {
                return Optional.of(command);
            }
            buryCommand(received, message.getClass().getSimpleName() + " in a work queue");
        } catch (UndecodableException e) {
            buryCommand(received, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /**
     * Invariant 6: what cannot be run is kept where it can be looked at, and its task is told; acknowledged only once
     * both are done.
     */
    private void buryCommand(Received received, String reason) {
        Instant at = parts.clock().instant();
        var _ = bury(received, reason, at)
                .thenCompose(_ -> tellTask(received.delivery(), reason, at))
                .thenRun(received::acknowledge);
    }

    private CompletableFuture<PublishOutcome> tellTask(Delivery dead, String reason, Instant at) {
        return DeathNotice.of(dead.body(), reason, at)
                .map(died -> Outbound.event(
                        parts.shards().of(died.task()), parts.codec().encode(died)))
                .map(parts.retaining()::publish)
                .orElseGet(() -> CompletableFuture.completedFuture(new PublishOutcome.Accepted()));
    }

    private CompletableFuture<PublishOutcome> bury(Received received, String reason, Instant at) {
        parts.metrics().deadLetter(DeadLetterReason.UNDECODABLE);
        Delivery dead = received.delivery();
        LOG.warn("dead letter queue={} reason={}", dead.queue(), reason);
        return parts.retaining().publish(Outbound.dead(dead.body(), reason, dead.queue(), at));
    }

    @Override
    public void granted(ControlMessage.Granted granted) {
        runs.granted(granted);
    }

    @Override
    public void refused(ControlMessage.Refused refused) {
        runs.refused(refused);
    }

    @Override
    public void cancelled(ControlMessage.CancelRun cancelled) {
        runs.cancelled(cancelled);
    }

    @Override
    public void paused(ControlMessage.PausesKnown known) {
        if (!pauses.told(known)) {
            return;
        }
        ToldPauses.Present now = pauses.present();
        LOG.info("pauses are known revision={} pools={} types={}", now.revision(), now.pools(), now.types());
        intake.pause(now.pools());
        runs.withdraw(spec -> now.pools().contains(spec.pool()) || now.types().contains(spec.type()));
    }

    @Override
    public void lapsed() {
        runs.giveBackStrict();
    }

    @Override
    public void over() {
        over.countDown();
    }

    /** In the session's own queue, where no commands are. */
    @Override
    public void undecodable(Received received, String reason) {
        var _ = bury(received, reason, parts.clock().instant()).thenRun(received::acknowledge);
    }

    @Override
    public void reattached() {
        runs.askAgain();
    }

    /** The session is lost: stops everything, so that another one can begin. */
    void abandon() {
        LOG.warn("session lost session={}", id);
        intake.close();
        runs.abandon();
        session.close();
        close();
    }

    /**
     * Ends in good order. What has not begun goes back to its queue at once. What runs gets the grace; what is left then is
     * interrupted and given back.
     *
     * @param hurried asked again and again: whether the grace is over before its time
     */
    void drain(Duration grace, BooleanSupplier hurried) throws InterruptedException {
        LOG.info("session drains session={} used={}", id, slots.used());
        draining = true;
        intake.close();
        runs.withdraw();
        var _ = session.beat();
        if (!runs.awaitNone(grace, () -> hurried.getAsBoolean() || over.getCount() == 0)) {
            giveBack();
        }
        if (runs.isStrictAtWork()) {
            // Told of the session's end, projectors would let others begin beside it. Its lease keeps them off.
            LOG.warn("session left to its lease, a strict run has not returned session={}", id);
            session.close();
        } else {
            session.end(STOP_PATIENCE);
        }
        close();
    }

    private void giveBack() throws InterruptedException {
        if (over.getCount() == 0) {
            runs.abandon();
        } else {
            runs.giveBack();
        }
        runs.awaitReturns(parts.settings().abortGrace());
        runs.awaitNone(STOP_PATIENCE, () -> false);
    }

    private void close() {
        chores.shutdown();
        intake.closeChannels();
    }
}
