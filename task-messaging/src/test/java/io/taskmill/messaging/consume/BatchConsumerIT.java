package io.taskmill.messaging.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.messaging.Broker;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchConsumerIT {

    @RegisterExtension
    static final RealBroker real = new RealBroker();

    private static final Duration PATIENCE = Broker.PATIENCE;
    private static final BatchConsumer.Settings SETTINGS =
            new BatchConsumer.Settings(50, 200, Duration.ofMillis(20), Duration.ofMillis(100));

    private final Broker broker = new Broker(real);
    private final BrokerConnection connection = broker.connection("consume");
    private final BrokerConnection looking = broker.connection("looking");
    private final String queue = broker.newQueue(looking);
    private final RecordingHandler handler = new RecordingHandler();
    private final BatchConsumer consumer = consumer(queue, handler);

    private BatchConsumer consumer(String of, RecordingHandler by) {
        return new BatchConsumer(connection, of, SETTINGS, by, new Random(1));
    }

    @AfterEach
    void close() {
        handler.ready.countDown();
        handler.gate.countDown();
        connection.close();
        looking.close();
    }

    @Test
    void whatCameMeanwhileIsHandledTogetherAndInOrder() {
        List<String> sent = numbered(0, 1_000);
        broker.send(looking, queue, sent);
        try (consumer) {
            consumer.start();
            await().atMost(PATIENCE).until(() -> handler.handled().size() == sent.size());
            assertThat(handler.handled()).isEqualTo(sent);
            assertThat(handler.batches).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(50));
            assertThat(handler.batches).hasSizeLessThan(500);
        }
    }

    @Test
    void aQueueThatIsDeletedUnderItsConsumerIsDeclaredAgainAndConsumedFurther() {
        RecordingHandler shard = new RecordingHandler();
        try (BatchConsumer ofShard = consumer("events.1", shard)) {
            ofShard.start();
            broker.send(looking, "events.1", List.of("before"));
            await().atMost(PATIENCE).until(() -> shard.handled().equals(List.of("before")));

            real.delete("events.1");

            await().atMost(PATIENCE).until(() -> shard.opened.get() >= 2 && real.queueExists("events.1"));
            broker.send(looking, "events.1", List.of("after"));
            await().atMost(PATIENCE).until(() -> shard.handled().equals(List.of("before", "after")));
        }
    }

    @Test
    void whatIsHandledIsAcknowledgedAndNothingBefore() {
        handler.gate = new CountDownLatch(1);
        broker.send(looking, queue, numbered(0, 300));
        try (consumer) {
            consumer.start();
            await().atMost(PATIENCE).until(() -> real.unacknowledged(queue) == SETTINGS.prefetch());
            assertThat(real.ready(queue)).isEqualTo(100);
            handler.gate.countDown();
            await().atMost(PATIENCE).until(() -> handler.handled().size() == 300);
            await().atMost(PATIENCE).until(() -> real.unacknowledged(queue) == 0);
            assertThat(real.ready(queue)).isZero();
        }
    }

    @Test
    void aBatchThatFailsComesAgainWithEverythingAfterIt() {
        handler.failures.set(3);
        List<String> sent = numbered(0, 120);
        broker.send(looking, queue, sent);
        try (consumer) {
            consumer.start();
            await().atMost(PATIENCE).until(() -> handler.handled().size() == sent.size());
            assertThat(handler.handled()).isEqualTo(sent);
            assertThat(handler.deliveries.getFirst().redelivered()).isTrue();
            assertThat(handler.opened).hasValue(4);
            assertThat(handler.closed).hasValue(3);
            await().atMost(PATIENCE).until(() -> real.unacknowledged(queue) == 0);
        }
        assertThat(handler.closed).hasValue(4);
    }

    @Test
    void nothingIsConsumedBeforeTheHandlerIsReady() {
        handler.ready = new CountDownLatch(1);
        broker.send(looking, queue, numbered(0, 10));
        try (consumer) {
            consumer.start();
            await().during(Duration.ofMillis(500))
                    .atMost(PATIENCE)
                    .until(() ->
                            real.ready(queue) == 10 && real.unacknowledged(queue) == 0 && handler.opened.get() == 0);
            handler.ready.countDown();
            await().atMost(PATIENCE).until(() -> handler.handled().size() == 10);
        }
    }

    @Test
    void emptyBatchesComeWhileNothingElseDoes() {
        try (consumer) {
            consumer.start();
            await().atMost(PATIENCE).until(() -> handler.idle.get() >= 3);
            broker.send(looking, queue, numbered(0, 1));
            await().atMost(PATIENCE).until(() -> handler.handled().size() == 1);
        }
    }

    @Test
    void aRepeatedPublishIsSeenAsOne() {
        real.publish("", queue, Map.of("taskmill-again", true), new byte[] {'a'});
        real.publish("", queue, Map.of("taskmill-again", "true"), new byte[] {'b'});
        real.publish("", queue, Map.of(), new byte[] {'c'});
        try (consumer) {
            consumer.start();
            await().atMost(PATIENCE).until(() -> handler.deliveries.size() == 3);
            assertThat(handler.deliveries).extracting(Delivery::again).containsExactly(true, false, false);
            assertThat(handler.deliveries).extracting(Delivery::redelivered).containsOnly(false);
            assertThat(handler.deliveries).extracting(Delivery::queue).containsOnly(queue);
        }
    }

    @Test
    void ofTwoConsumersOfAShardTheSecondTakesOverWhenTheFirstCloses() {
        RecordingHandler standby = new RecordingHandler();
        BatchConsumer first = consumer("events.0", handler);
        try (BatchConsumer second = consumer("events.0", standby)) {
            first.start();
            await().atMost(PATIENCE).until(() -> handler.idle.get() > 0);
            second.start();
            await().atMost(PATIENCE).until(() -> standby.idle.get() > 0);
            broker.send(looking, "events.0", numbered(0, 100));
            await().atMost(PATIENCE).until(() -> handler.handled().size() == 100);
            assertThat(standby.handled()).isEmpty();
            first.close();
            broker.send(looking, "events.0", numbered(100, 200));
            await().atMost(PATIENCE).until(() -> standby.handled().size() == 100);
            assertThat(standby.handled()).isEqualTo(numbered(100, 200));
            assertThat(handler.handled()).hasSize(100);
        }
    }

    @Test
    void aQueueThatWasDeletedIsConsumedAgainOnceItIsDeclaredAgain() {
        try (consumer) {
            consumer.start();
            await().atMost(PATIENCE).until(() -> handler.idle.get() > 0);
            real.delete(queue);
            await().atMost(PATIENCE).until(() -> handler.closed.get() > 1);
            broker.declare(looking, queue);
            broker.send(looking, queue, numbered(0, 10));
            await().atMost(PATIENCE).until(() -> handler.handled().size() == 10);
        }
    }

    @Test
    void aConnectionClosedByForceIsOpenedAgainAndNothingIsLost() {
        List<String> sent = numbered(0, 2_000);
        try (consumer) {
            consumer.start();
            await().atMost(PATIENCE).until(() -> real.connectionNames().contains("consume"));
            broker.send(looking, queue, sent.subList(0, 1_000));
            await().atMost(PATIENCE).until(() -> real.closeConnections() > 0);
            broker.send(looking, queue, sent.subList(1_000, 2_000));
            await().atMost(PATIENCE).until(() -> handler.handled().containsAll(sent));
            assertThat(handler.opened).hasValueGreaterThan(1);
            await().atMost(PATIENCE).until(() -> real.unacknowledged(queue) == 0 && real.ready(queue) == 0);
        }
    }

    @Test
    void closingEndsSoonAndGivesBackWhatIsUnhandled() {
        handler.gate = new CountDownLatch(1);
        broker.send(looking, queue, numbered(0, 100));
        consumer.start();
        await().atMost(PATIENCE).until(() -> real.unacknowledged(queue) == 100);
        Thread closing = Thread.ofVirtual().start(consumer::close);
        handler.gate.countDown();
        await().atMost(Duration.ofSeconds(3)).until(() -> !closing.isAlive());
        await().atMost(PATIENCE)
                .until(() -> real.unacknowledged(queue) == 0
                        && real.ready(queue) == 100 - handler.handled().size());
        assertThat(handler.closed).hasValue(1);
    }

    @Test
    void closingWhileWaitingForAHandlerThatIsNeverReadyEndsToo() {
        handler.ready = new CountDownLatch(1);
        consumer.start();
        Thread closing = Thread.ofVirtual().start(consumer::close);
        await().atMost(Duration.ofSeconds(8)).until(() -> !closing.isAlive());
        assertThat(handler.opened).hasValue(0);
    }

    @Test
    void closingWhatNeverStartedDoesNothing() {
        consumer.close();
        assertThat(handler.opened).hasValue(0);
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "m-" + i).toList();
    }
}
