package io.taskmill.runtime.report;

import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.messaging.publish.RetainingPublisher;
import io.taskmill.model.Fact;
import io.taskmill.model.Json;
import io.taskmill.model.Run;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskError;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.RunEvents;
import io.taskmill.model.message.RunLog;
import io.taskmill.model.message.SpawnChunk;
import io.taskmill.runtime.log.RunScope;
import io.taskmill.runtime.metric.WorkerMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the events of many runs into few messages, one for each shard after a short linger. State events are kept until
 * the broker has them; progress is sent once and only while the broker is there.
 */
public final class EventReporter implements AutoCloseable {

    /** Bounds of one message, well below what any broker takes. */
    private static final int MAX_EVENTS = 500;

    private static final int MAX_CHARACTERS = 1_000_000;
    private static final int CHARACTERS_PER_EVENT = 400;
    private static final int CHARACTERS_PER_REF = 100;

    private static final Duration DISTURBED_PAUSE = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(EventReporter.class);

    private final Shards shards;
    private final WireCodec codec;
    private final RetainingPublisher retaining;
    private final Publisher lossy;
    private final Duration linger;
    private final WorkerMetrics metrics;
    private final Thread thread =
            Thread.ofPlatform().name("event-reporter").daemon().unstarted(this::run);

    /** Guards {@link #gathered} and {@link #closed}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private Map<Integer, List<Batch>> gathered = new HashMap<>();
    private boolean closed;

    private static final class Batch {
        final String session;
        final List<RunEvent> events = new ArrayList<>();
        final CompletableFuture<Void> confirmed = new CompletableFuture<>();
        int characters;

        Batch(String session) {
            this.session = session;
        }

        boolean takes(RunEvent event) {
            return session.equals(event.run().session())
                    && events.size() < MAX_EVENTS
                    && characters + charactersOf(event) <= MAX_CHARACTERS;
        }
    }

    public EventReporter(
            Shards shards,
            WireCodec codec,
            RetainingPublisher retaining,
            Publisher lossy,
            Duration linger,
            WorkerMetrics metrics) {
        this.shards = shards;
        this.codec = codec;
        this.retaining = retaining;
        this.lossy = lossy;
        this.linger = linger;
        this.metrics = metrics;
    }

    public void start() {
        thread.start();
    }

    /** Reports a state event; the future completes when the broker has it, on a thread that must not be blocked. */
    public CompletableFuture<Void> report(RunEvent event) {
        lock.lock();
        try {
            List<Batch> batches = gathered.computeIfAbsent(shards.of(event.task()), _ -> new ArrayList<>());
            Batch last = batches.isEmpty() ? null : batches.getLast();
            if (last == null || !last.takes(event)) {
                last = gather(event.run().session());
                batches.add(last);
            }
            last.events.add(event);
            metrics.retained();
            last.characters += charactersOf(event);
            changed.signal();
            return last.confirmed;
        } finally {
            lock.unlock();
        }
    }

    /** Sends a part of a run's log, by itself; the future completes when the broker has it, on a thread that must not be blocked. */
    public CompletableFuture<Void> report(RunLog log) {
        return retaining
                .publish(Outbound.event(shards.of(log.task()), codec.encode(log)))
                .thenRun(() -> {});
    }

    /** Tells of a part of a family, by itself; likewise. */
    public CompletableFuture<Void> report(SpawnChunk chunk) {
        return retaining
                .publish(Outbound.event(shards.of(chunk.task()), codec.encode(chunk)))
                .thenRun(() -> {});
    }

    private Batch gather(String session) {
        Batch batch = new Batch(session);
        var _ = batch.confirmed.thenRun(() -> metrics.confirmed(batch.events.size()));
        return batch;
    }

    /** Whether the broker is there: if not, progress is dropped and other events are kept. */
    public boolean isConnected() {
        return lossy.isConnected();
    }

    /** Reports progress of one session's runs; without the broker it is dropped. */
    public void reportProgress(String session, List<RunEvent.Progress> progress) {
        if (!isConnected()) {
            return;
        }
        Map<Integer, List<RunEvent>> byShard = new HashMap<>();
        progress.forEach(event -> byShard.computeIfAbsent(shards.of(event.task()), _ -> new ArrayList<>())
                .add(event));
        byShard.forEach((shard, events) -> {
            for (int from = 0; from < events.size(); from += MAX_EVENTS) {
                List<RunEvent> part = events.subList(from, Math.min(events.size(), from + MAX_EVENTS));
                lossy.publish(Outbound.event(shard, codec.encode(new RunEvents(session, part))));
                metrics.published(part);
            }
        });
    }

    private static int charactersOf(RunEvent event) {
        int payload = 0;
        if (event instanceof RunEvent.Finished finished) {
            Json result = finished.result();
            payload = result == null ? 0 : result.text().length();
        } else if (event instanceof RunEvent.Checkpoint checkpoint) {
            payload = checkpoint.state().text().length();
        } else if (event instanceof RunEvent.RollbackPushed pushed) {
            payload = pushed.params().text().length();
        } else if (event instanceof RunEvent.EntityFacts told) {
            payload =
                    told.facts().stream().mapToInt(EventReporter::charactersOf).sum();
        } else if (event instanceof RunEvent.RolledBack back) {
            payload = back.undone().size() * CHARACTERS_PER_REF;
        } else if (event instanceof RunEvent.GivenBack back && back.checkpoint() != null) {
            payload = back.checkpoint().text().length();
        } else if (event instanceof RunEvent.Spawned spawned) {
            Json state = spawned.family().state();
            payload = state == null ? 0 : state.text().length();
        } else if (event instanceof RunEvent.Failed failed) {
            payload = failed.error().text().length();
        }
        return CHARACTERS_PER_EVENT + payload;
    }

    private static int charactersOf(Fact fact) {
        return RunEvent.FACT_BYTES
                + fact.attributes().values().stream()
                        .mapToInt(value -> value.text().length())
                        .sum();
    }

    private void run() {
        try {
            while (awaitEvents()) {
                TimeUnit.NANOSECONDS.sleep(linger.toNanos());
                flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only close() interrupts this thread, after the last flush
        }
    }

    private boolean awaitEvents() throws InterruptedException {
        lock.lock();
        try {
            while (gathered.isEmpty() && !closed) {
                changed.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void flush() throws InterruptedException {
        Map<Integer, List<Batch>> ready;
        lock.lock();
        try {
            ready = gathered;
            gathered = new HashMap<>();
        } finally {
            lock.unlock();
        }
        for (Map.Entry<Integer, List<Batch>> shard : ready.entrySet()) {
            for (Batch batch : shard.getValue()) {
                sendWhateverHappens(shard.getKey(), batch);
            }
        }
    }

    /** Until it works, memory that is short included: nobody else would tell of this worker's runs. */
    private void sendWhateverHappens(int shard, Batch batch) throws InterruptedException {
        while (true) {
            try {
                send(shard, batch);
                return;
            } catch (RuntimeException | Error e) {
                LOG.error("reporting was disturbed and goes on events={}", batch.events.size(), e);
                TimeUnit.NANOSECONDS.sleep(DISTURBED_PAUSE.toNanos());
            }
        }
    }

    private void send(int shard, Batch batch) {
        byte[] body;
        try {
            body = codec.encode(new RunEvents(batch.session, batch.events));
        } catch (RuntimeException e) {
            LOG.error("events cannot be written together, trying one by one events={}", batch.events.size(), e);
            sendOneByOne(shard, batch);
            return;
        }
        metrics.published(batch.events);
        var _ = retaining.publish(Outbound.event(shard, body)).thenRun(() -> batch.confirmed.complete(null));
    }

    /** One run's unwritable event must not silence the others: it is told as that run's failure. */
    private void sendOneByOne(int shard, Batch batch) {
        List<CompletableFuture<?>> parts = new ArrayList<>();
        for (RunEvent event : batch.events) {
            RunEvent told = writable(batch.session, event);
            metrics.published(List.of(told));
            byte[] body = codec.encode(new RunEvents(batch.session, List.of(told)));
            parts.add(retaining.publish(Outbound.event(shard, body)));
        }
        var _ = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenRun(() -> batch.confirmed.complete(null));
    }

    private RunEvent writable(String session, RunEvent event) {
        try {
            codec.encode(new RunEvents(session, List.of(event)));
            return event;
        } catch (RuntimeException e) {
            try (RunScope _ =
                    RunScope.of(event.task(), event.epoch(), event.run().id())) {
                LOG.error("event cannot be written task={}", event.task(), e);
            }
            return unwritable(event);
        }
    }

    private static RunEvent unwritable(RunEvent event) {
        Run run = event.run();
        Run plain = new Run(
                run.id(),
                run.session(),
                run.worker(),
                run.seq(),
                run.started(),
                run.progress(),
                null,
                run.allowed(),
                run.steps(),
                run.pushed());
        return switch (event) {
            case RunEvent.Start start -> new RunEvent.Start(start.task(), start.epoch(), plain, start.waited());
            case RunEvent.Progress progress -> new RunEvent.Progress(progress.task(), progress.epoch(), plain);
            case RunEvent.Checkpoint checkpoint ->
                new RunEvent.Checkpoint(checkpoint.task(), checkpoint.epoch(), plain, checkpoint.state());
            case RunEvent.RollbackPushed pushed ->
                new RunEvent.RollbackPushed(
                        pushed.task(), pushed.epoch(), plain, pushed.index(), pushed.name(), pushed.params());
            case RunEvent.EntityFacts told ->
                new RunEvent.EntityFacts(told.task(), told.epoch(), plain, told.at(), told.facts());
            case RunEvent.RolledBack back ->
                new RunEvent.RolledBack(back.task(), back.epoch(), plain, back.undone(), back.through());
            case RunEvent.Finished finished -> failed(finished, plain, finished.at());
            case RunEvent.Spawned spawned -> failed(spawned, plain, spawned.at());
            case RunEvent.Failed failed -> failed(failed, plain, failed.at());
            case RunEvent.Aborted aborted ->
                new RunEvent.Aborted(aborted.task(), aborted.epoch(), plain, aborted.at(), aborted.returned());
            case RunEvent.GivenBack back -> new RunEvent.GivenBack(back.task(), back.epoch(), plain, back.checkpoint());
        };
    }

    private static RunEvent failed(RunEvent event, Run run, Instant at) {
        TaskError error = new TaskError("EVENT_UNWRITABLE", "the end of the run cannot be written as a message", false);
        return new RunEvent.Failed(event.task(), event.epoch(), run, at, error);
    }

    /** Sends what is gathered, without waiting for its confirm. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
