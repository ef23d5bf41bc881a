package io.taskmill.runtime;

import com.rabbitmq.client.Channel;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.UndecodableException;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.consume.BatchConsumer;
import io.taskmill.messaging.consume.BatchHandler;
import io.taskmill.messaging.consume.Delivery;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.Publication;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.ControlMessage.PausesKnown;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.RunEvents;
import io.taskmill.model.message.ShardMessage;
import io.taskmill.testkit.RealBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The projector's part, played by hand: owns the topology, writes down what reaches the shards, answers when told to. */
final class FakeProjector implements AutoCloseable {

    private static final BatchConsumer.Settings CONSUMING =
            new BatchConsumer.Settings(100, 100, Duration.ZERO, Duration.ofSeconds(1));
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A message and when it came, by {@link System#nanoTime}. */
    record Told(ShardMessage message, long nanos) {}

    private final WireCodec codec = new WireCodec();
    private final BrokerConnection consuming;
    private final Publisher publisher;
    private final List<BatchConsumer> consumers;
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private volatile boolean grantsAll;
    private volatile @Nullable PausesKnown pauses = new PausesKnown(0, List.of(), List.of());

    FakeProjector(RealBroker broker, Shards shards, String pool) {
        Topology topology = new Topology(shards, () -> Set.of(pool), true);
        consuming = Connections.named(broker, "projector-consume", topology);
        publisher = new Publisher(Connections.named(broker, "projector-publish", topology), new Random());
        declareAll();
        consumers = IntStream.range(0, shards.count())
                .mapToObj(shard -> new BatchConsumer(
                        consuming, Topology.eventQueue(shard), CONSUMING, new Recorder(), new Random()))
                .toList();
        consumers.forEach(BatchConsumer::start);
    }

    private void declareAll() {
        try (Channel _ = consuming.openChannel()) {
            // connecting declares all
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("cannot declare the topology", e);
        }
    }

    private final class Recorder implements BatchHandler {

        @Override
        public void awaitReady() {}

        @Override
        public void opened() {}

        @Override
        public void handle(List<Delivery> batch) {
            batch.forEach(FakeProjector.this::record);
        }

        @Override
        public void closed() {}
    }

    private void record(Delivery delivery) {
        try {
            ShardMessage message = codec.decodeShardMessage(delivery.body());
            told.add(new Told(message, System.nanoTime()));
            PausesKnown known = pauses;
            if (known != null && message instanceof Heartbeat beat && knowsLess(beat, known)) {
                tell(beat.session(), known);
            }
            if (grantsAll && message instanceof RunEvents events) {
                asksAmong(events.events()).forEach(this::grant);
            }
        } catch (UndecodableException e) {
            // tests of dead letters send such; the worker's part is what they look at
        }
    }

    private static boolean knowsLess(Heartbeat beat, PausesKnown known) {
        return beat.pauses() != null && beat.pauses() < known.revision();
    }

    /** From now on heartbeats are answered with that, if they know less; with nothing if it is null. */
    void pauses(@Nullable PausesKnown present) {
        pauses = present;
    }

    private static Stream<RunEvent.Start> asksAmong(List<RunEvent> events) {
        return events.stream()
                .filter(RunEvent.Start.class::isInstance)
                .map(RunEvent.Start.class::cast)
                .filter(start -> start.waited() != null);
    }

    /** From now on every run that asks is granted at once. */
    void grantAllAsks() {
        grantsAll = true;
    }

    /** All messages so far, each shard's in its order. */
    List<Told> told() {
        return List.copyOf(told);
    }

    <T extends ShardMessage> List<T> messages(Class<T> type) {
        return told.stream()
                .map(Told::message)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** What one task's runs reported, in order, repetitions included. */
    List<RunEvent> events(TaskId task) {
        return messages(RunEvents.class).stream()
                .flatMap(message -> message.events().stream())
                .filter(event -> event.task().equals(task))
                .toList();
    }

    <E extends RunEvent> List<E> events(TaskId task, Class<E> type) {
        return events(task).stream().filter(type::isInstance).map(type::cast).toList();
    }

    void grant(RunEvent.Start ask) {
        tell(
                ask.run().session(),
                new ControlMessage.Granted(ask.task(), ask.epoch(), ask.run().id()));
    }

    void refuse(RunEvent.Start start, RefusalReason reason) {
        tell(
                start.run().session(),
                new ControlMessage.Refused(
                        start.task(), start.epoch(), start.run().id(), reason));
    }

    void cancel(RunEvent.Start start) {
        tell(
                start.run().session(),
                new ControlMessage.CancelRun(
                        start.task(), start.epoch(), start.run().id()));
    }

    void endSession(String session) {
        tell(session, new ControlMessage.SessionOver(session));
    }

    void tell(String session, ControlMessage message) {
        var _ = publisher.publish(Outbound.control(session, codec.encode(message)));
    }

    /** Publishes and waits for the confirm. */
    void publish(Outbound outbound) {
        try {
            PublishOutcome outcome = publisher.publish(outbound).await(PATIENCE);
            while (outcome instanceof PublishOutcome.NotSent) {
                outcome = publisher.publish(outbound).await(PATIENCE);
            }
            if (!(outcome instanceof PublishOutcome.Accepted)) {
                throw new IllegalStateException("could not publish to " + outbound.routingKey() + ": " + outcome);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while publishing", e);
        }
    }

    /** Publishes all and waits for all confirms. */
    void publishAll(List<Outbound> outbounds) {
        List<Publication> publications =
                outbounds.stream().map(publisher::publish).toList();
        publications.forEach(publication -> requireAccepted(publication, outbounds.getFirst()));
    }

    private static void requireAccepted(Publication publication, Outbound like) {
        try {
            PublishOutcome outcome = publication.await(PATIENCE);
            if (!(outcome instanceof PublishOutcome.Accepted)) {
                throw new IllegalStateException("could not publish to " + like.routingKey() + ": " + outcome);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while publishing", e);
        }
    }

    /** Forgets nothing; ends the part. */
    @Override
    public void close() {
        consumers.forEach(BatchConsumer::close);
        publisher.close();
        consuming.close();
    }
}
