package io.taskmill.runtime.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.taskmill.model.Priority;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * All metrics of a worker. No label has a task's id, and those whose values come from outside are bounded, so that the
 * number of meters does not grow with what is run.
 */
public final class WorkerMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1)
    };

    private static final String CUT_LINE = "line";
    private static final String CUT_LOG = "log";

    private final MeterRegistry registry;
    private final BoundedLabel types = new BoundedLabel();
    private final BoundedLabel pools = new BoundedLabel();
    private final MeterProvider<Timer> queueWait;
    private final MeterProvider<Timer> run;
    private final MeterProvider<Counter> deadLetters;
    private final MeterProvider<Counter> events;
    private final MeterProvider<Counter> refused;
    private final MeterProvider<Counter> cut;
    private final DistributionSummary batchSize;
    private final Counter requeued;
    private final Counter typeMissing;
    private final Counter typePaused;
    private final AtomicInteger retained = new AtomicInteger();

    public WorkerMetrics(MeterRegistry registry) {
        this.registry = registry;
        queueWait = Timer.builder("taskmill.worker.queue.wait")
                .description("From a task's submission to the start of its run; only first dispatches")
                .serviceLevelObjectives(BUCKETS)
                .withRegistry(registry);
        run = Timer.builder("taskmill.worker.run")
                .description("How long handlers ran")
                .serviceLevelObjectives(BUCKETS)
                .withRegistry(registry);
        deadLetters = Counter.builder("taskmill.worker.dead.letters")
                .description("Messages that could not be run and were kept as dead letters")
                .withRegistry(registry);
        events = Counter.builder("taskmill.worker.events")
                .description("Run events published; a repetition by the publisher counts once")
                .withRegistry(registry);
        refused = Counter.builder("taskmill.worker.refused")
                .description("Runs that a projector refused")
                .withRegistry(registry);
        cut = Counter.builder("taskmill.worker.log.cut")
                .description("What did not fit into logs: ends of lines, and ends of whole logs")
                .withRegistry(registry);
        batchSize = DistributionSummary.builder("taskmill.worker.event.batch.size")
                .description("Run events in one message")
                .register(registry);
        requeued = Counter.builder("taskmill.worker.requeued")
                .description("Commands given back to their queues")
                .register(registry);
        typeMissing = Counter.builder("taskmill.worker.type.missing")
                .description(
                        "Commands of a type or version that this worker does not have, given back to the projectors")
                .register(registry);
        typePaused = Counter.builder("taskmill.worker.type.paused")
                .description("Commands of a paused type, given back to the projectors")
                .register(registry);
        Gauge.builder("taskmill.worker.events.retained", retained, AtomicInteger::get)
                .description("Run events that the broker has not confirmed yet")
                .register(registry);
        beginAtZero();
    }

    private void beginAtZero() {
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            deadLetters.withTag("reason", text(reason));
        }
        for (RefusalReason reason : RefusalReason.values()) {
            refused.withTag("reason", text(reason));
        }
        Stream.of("start", "progress", "checkpoint", "finished", "failed", "aborted", "given_back")
                .forEach(event -> events.withTag("event", event));
        Stream.of(CUT_LINE, CUT_LOG).forEach(part -> cut.withTag("part", part));
    }

    /**
     * Shows what changes with the worker's session.
     *
     * @param leaked runs that were stopped and go on all the same; those of this session are among {@code used} as well
     */
    public void watch(IntSupplier free, IntSupplier used, IntSupplier leaked, BooleanSupplier sessionUp) {
        slots("free", free);
        slots("used", used);
        slots("leaked", leaked);
        Gauge.builder("taskmill.worker.session.up", () -> sessionUp.getAsBoolean() ? 1 : 0)
                .description("1 while this worker has a session whose lease stands")
                .strongReference(true)
                .register(registry);
    }

    private void slots(String state, IntSupplier number) {
        Gauge.builder("taskmill.worker.slots", number::getAsInt)
                .description("Slots for runs")
                .tag("state", state)
                .strongReference(true)
                .register(registry);
    }

    /** @param wait by the clocks of two machines: a negative one counts as none */
    public void waited(String pool, Priority priority, Duration wait) {
        queueWait
                .withTags("pool", pools.of(pool), "priority", priority.text())
                .record(wait.isNegative() ? Duration.ZERO : wait);
    }

    /** A handler that was called has returned. */
    public void ran(String type, RunOutcome outcome, Duration time) {
        run.withTags("type", types.of(type), "outcome", outcome.text()).record(time);
    }

    public void deadLetter(DeadLetterReason reason) {
        deadLetters.withTag("reason", text(reason)).increment();
    }

    public void requeued() {
        requeued.increment();
    }

    /** A command was given back for want of its type, or because that is paused. */
    public void givenBack(boolean paused) {
        (paused ? typePaused : typeMissing).increment();
    }

    public void refused(RefusalReason reason) {
        refused.withTag("reason", text(reason)).increment();
    }

    /** A line was too long for a log. */
    public void lineCut() {
        cut.withTag("part", CUT_LINE).increment();
    }

    /** A run has logged all that it may. */
    public void logCut() {
        cut.withTag("part", CUT_LOG).increment();
    }

    /** An event is to be kept until the broker has it. */
    public void retained() {
        retained.incrementAndGet();
    }

    /** The broker has so many events that were kept. */
    public void confirmed(int count) {
        retained.addAndGet(-count);
    }

    /** One message with these events was handed to the publisher. */
    public void published(List<? extends RunEvent> message) {
        batchSize.record(message.size());
        message.forEach(event -> events.withTag("event", text(event)).increment());
    }

    private static String text(RunEvent event) {
        return switch (event) {
            case RunEvent.Start _ -> "start";
            case RunEvent.Progress _ -> "progress";
            case RunEvent.Checkpoint _ -> "checkpoint";
            case RunEvent.RollbackPushed _ -> "rollback_pushed";
            case RunEvent.EntityFacts _ -> "entity_facts";
            case RunEvent.RolledBack _ -> "rolled_back";
            case RunEvent.Finished _ -> "finished";
            case RunEvent.Spawned _ -> "spawned";
            case RunEvent.Failed _ -> "failed";
            case RunEvent.Aborted _ -> "aborted";
            case RunEvent.GivenBack _ -> "given_back";
        };
    }

    private static String text(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
