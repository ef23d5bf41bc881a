package io.taskmill.runtime;

import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.message.TypeAnnounced;
import io.taskmill.model.message.TypesAvailable;
import io.taskmill.model.type.TaskType;
import io.taskmill.runtime.pause.ToldPauses;
import io.taskmill.runtime.run.LeakedRuns;
import io.taskmill.runtime.type.MissingTypes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A worker: announces the types that it can run, opens a session and carries out what comes; when its session is lost it
 * stops everything and opens another one. Stopped, it drains.
 */
public final class Worker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final WorkerParts parts;
    private final Thread thread = Thread.ofPlatform().name("worker").unstarted(this::run);
    private final AtomicReference<@Nullable ActiveSession> working = new AtomicReference<>();
    private final LeakedRuns leaks;
    private final MissingTypes missingTypes = new MissingTypes();
    private final ToldPauses pauses = new ToldPauses();
    private volatile CompletableFuture<Boolean> announced = CompletableFuture.completedFuture(false);
    private volatile boolean running;
    private volatile boolean hurried;

    public Worker(WorkerParts parts) {
        this.parts = parts;
        this.leaks = new LeakedRuns(parts.settings().abortGrace());
        parts.metrics().watch(() -> status().free(), () -> status().used(), leaks::count, () -> status().leaseLeft()
                .isPositive());
    }

    /** How it is just now. */
    public WorkerStatus status() {
        ActiveSession session = working.get();
        return new WorkerStatus(
                running,
                announced.getNow(false),
                session == null ? null : session.id(),
                session == null ? Duration.ZERO : session.leaseLeft(),
                parts.settings().slots(),
                session == null ? 0 : session.usedSlots(),
                leaks.count());
    }

    @Override
    public void start() {
        running = true;
        parts.reporter().start();
        thread.start();
    }

    private void run() {
        try {
            if (!joinInstallation()) {
                return;
            }
            while (running) {
                announce();
                ActiveSession session = new ActiveSession(parts, leaks, missingTypes, pauses);
                session.open();
                working.set(session);
                tellWhatWaits(session.id());
                session.awaitOver();
                working.set(null);
                session.abandon();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only stop() interrupts this thread
        }
    }

    /** Waits for the broker; false if it belongs to an installation with another number of shards. */
    private boolean joinInstallation() throws InterruptedException {
        long end = System.nanoTime() + parts.settings().shardsTimeout().toNanos();
        while (!parts.publishing().isOpen()) {
            if (!parts.publishing().isShardsMissing()) {
                end = System.nanoTime() + parts.settings().shardsTimeout().toNanos();
            } else if (System.nanoTime() - end > 0) {
                parts.refusal()
                        .refuse("no projector with taskmill.shards="
                                + parts.shards().count() + " has ever started at this broker: start one,"
                                + " or set taskmill.shards to the number that the installation was started with");
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }

    private void announce() {
        CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
        for (TaskType type : parts.handlers().types(parts.pools())) {
            byte[] body = parts.codec().encode(new TypeAnnounced(type));
            all = all.thenCombine(
                    parts.retaining().publish(Outbound.event(parts.shards().of(type.name()), body)),
                    (before, outcome) -> before && outcome instanceof PublishOutcome.Accepted);
        }
        announced = all;
    }

    /** Whatever is blocked for want of these types is tried again at once; what this does not reach is tried in its time. */
    private void tellWhatWaits(String session) {
        Map<String, Integer> versions = parts.handlers().versions(parts.pools());
        if (versions.isEmpty()) {
            return;
        }
        byte[] body = parts.codec().encode(new TypesAvailable(session, versions));
        for (int shard = 0; shard < parts.shards().count(); shard++) {
            var _ = parts.retaining().publish(Outbound.event(shard, body));
        }
    }

    /**
     * Ends the grace of a drain that is under way, or to come: what still runs is interrupted and given back now. It keeps
     * its abort grace.
     */
    public void hurry() {
        hurried = true;
    }

    /** Drains, and returns when that is done: at the latest after the grace, the abort grace and some seconds. */
    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
            ActiveSession session = working.get();
            if (session != null) {
                session.drain(parts.settings().grace(), () -> hurried);
            }
            working.set(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("interrupted while draining; running tasks will be found lost after their lease");
        }
        parts.reporter().close();
        parts.retaining().close();
        parts.consuming().close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
