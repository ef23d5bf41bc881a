package io.taskmill.messaging.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.messaging.Broker;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubscriptionIT {

    @RegisterExtension
    static final RealBroker real = new RealBroker();

    private static final Duration PATIENCE = Broker.PATIENCE;
    private static final Duration A_WHILE = Duration.ofMillis(500);

    private final Broker broker = new Broker(real);
    private final BrokerConnection connection = broker.connection("work");
    private final BrokerConnection looking = broker.connection("looking");
    private final String queue = broker.newQueue(looking);
    private final Deliveries deliveries = new Deliveries();

    /** Keeps what it is told. */
    private static final class Deliveries implements Subscription.Receiver {
        final List<Received> all = new CopyOnWriteArrayList<>();
        final AtomicInteger reopened = new AtomicInteger();

        @Override
        public void delivered(Received received) {
            all.add(received);
        }

        @Override
        public void reopened() {
            reopened.incrementAndGet();
        }

        List<String> bodies() {
            return all.stream()
                    .map(received -> new String(received.delivery().body(), UTF_8))
                    .toList();
        }
    }

    @AfterEach
    void close() {
        connection.close();
        looking.close();
    }

    private Subscription subscription(int prefetch) {
        return new Subscription(connection, queue, prefetch, deliveries, new Random(1));
    }

    private Subscription onDemand() {
        return Subscription.onDemand(connection, queue, deliveries, new Random(1));
    }

    @Test
    void noMoreThanThePrefetchIsDeliveredUntilSomethingIsAcknowledged() {
        broker.send(looking, queue, numbered(0, 10));
        try (Subscription subscription = subscription(3)) {
            subscription.start();
            awaitDelivered(3);
            staysDelivered(3);
            deliveries.all.getFirst().acknowledge();
            awaitDelivered(4);
            staysDelivered(4);
            assertThat(deliveries.bodies()).isEqualTo(numbered(0, 4));
            assertThat(real.unacknowledged(queue)).isEqualTo(3);
            assertThat(real.ready(queue)).isEqualTo(6);
        }
    }

    @Test
    void aQueueThatIsDeletedUnderItsConsumerIsDeclaredAgainAndConsumedFurther() {
        String work = "work.default.low";
        try (Subscription subscription = new Subscription(connection, work, 3, deliveries, new Random(1))) {
            subscription.start();
            broker.send(looking, work, List.of("before"));
            awaitDelivered(1);

            real.delete(work);

            await().atMost(PATIENCE).until(() -> deliveries.reopened.get() >= 1 && real.queueExists(work));
            broker.send(looking, work, List.of("after"));
            awaitDelivered(2);
            assertThat(deliveries.bodies()).containsExactly("before", "after");
        }
    }

    @Test
    void asManyComeAsWereAskedForWhateverIsAcknowledged() {
        broker.send(looking, queue, numbered(0, 10));
        try (Subscription subscription = onDemand()) {
            subscription.start();
            staysDelivered(0);
            subscription.ask(2);
            awaitDelivered(2);
            assertThat(subscription.asked()).isZero();
            assertThat(subscription.unsettled()).isEqualTo(2);
            awaitConsumers(0);
            deliveries.all.forEach(Received::acknowledge);
            staysDelivered(2);
            assertThat(subscription.unsettled()).isZero();
            assertThat(real.ready(queue)).isEqualTo(8);

            subscription.ask(1);
            subscription.ask(3);
            awaitDelivered(6);
            staysDelivered(6);
            assertThat(deliveries.bodies()).isEqualTo(numbered(0, 6));
            assertThat(deliveries.reopened).hasValue(0);
        }
    }

    @Test
    void whatWasAskedForBeforeItIsThereComesOnceItIs() {
        try (Subscription subscription = onDemand()) {
            subscription.ask(2);
            subscription.start();
            awaitConsumers(1);
            broker.send(looking, queue, numbered(0, 1));
            awaitDelivered(1);
            assertThat(subscription.asked()).isEqualTo(1);
            broker.send(looking, queue, numbered(1, 3));
            awaitDelivered(2);
            staysDelivered(2);
        }
    }

    @Test
    void whatIsNoLongerWantedDoesNotCome() {
        broker.send(looking, queue, numbered(0, 1));
        try (Subscription subscription = onDemand()) {
            subscription.start();
            subscription.ask(5);
            awaitDelivered(1);
            subscription.withdraw();
            assertThat(subscription.asked()).isZero();
            awaitConsumers(0);
            broker.send(looking, queue, numbered(1, 4));
            staysDelivered(1);
            deliveries.all.getFirst().acknowledge();
            await().atMost(PATIENCE).until(() -> real.unacknowledged(queue) == 0);
            subscription.ask(1);
            awaitDelivered(2);
            staysDelivered(2);
        }
    }

    @Test
    void whatWasAskedForStillComesAfterAForcedClose() {
        try (Subscription subscription = onDemand()) {
            subscription.start();
            subscription.ask(3);
            awaitConsumers(1);
            await().atMost(PATIENCE).until(() -> real.connectionNames().contains("work"));
            await().atMost(PATIENCE).until(() -> real.closeConnections() > 0);
            await().atMost(PATIENCE).until(() -> deliveries.reopened.get() > 0);
            broker.send(looking, queue, numbered(0, 5));
            awaitDelivered(3);
            staysDelivered(3);
        }
    }

    @Test
    void askingAndWithdrawingInQuickSuccessionLosesNothing() {
        try (Subscription subscription = onDemand()) {
            subscription.start();
            for (int i = 0; i < 20; i++) {
                subscription.withdraw();
                broker.send(looking, queue, numbered(i * 10, i * 10 + 10));
                subscription.ask(500);
            }
            await().atMost(PATIENCE).until(() -> deliveries.bodies().containsAll(numbered(0, 200)));
            assertThat(deliveries.bodies()).isEqualTo(numbered(0, 200));
        }
    }

    @Test
    void whatIsRequeuedComesAgainAsRedelivered() {
        broker.send(looking, queue, numbered(0, 1));
        try (Subscription subscription = subscription(5)) {
            subscription.start();
            awaitDelivered(1);
            assertThat(deliveries.all.getFirst().delivery().redelivered()).isFalse();
            deliveries.all.getFirst().requeue();
            awaitDelivered(2);
            assertThat(deliveries.all.getLast().delivery().redelivered()).isTrue();
            assertThat(deliveries.bodies()).containsExactly("m-0", "m-0");
        }
    }

    @Test
    void anOwnedQueueIsThereWhileItsConnectionIs() {
        String owned = "control." + UUID.randomUUID();
        try (Subscription subscription = Subscription.owning(connection, owned, 10, deliveries, new Random(1))) {
            subscription.start();
            await().atMost(PATIENCE).until(() -> real.queueExists(owned));
            real.publish("", owned, Map.of(), "hello".getBytes(UTF_8));
            awaitDelivered(1);
            connection.close();
            await().atMost(PATIENCE).until(() -> !real.queueExists(owned));
        }
    }

    @Test
    void anOwnedQueueIsBackAfterItsConnectionWasClosedByForce() {
        String owned = "control." + UUID.randomUUID();
        try (Subscription subscription = Subscription.owning(connection, owned, 10, deliveries, new Random(1))) {
            subscription.start();
            await().atMost(PATIENCE).until(() -> real.connectionNames().contains("work"));
            await().atMost(PATIENCE).until(() -> real.closeConnections() > 0);
            await().atMost(PATIENCE).until(() -> deliveries.reopened.get() > 0);
            await().atMost(PATIENCE)
                    .until(() -> real.queueExists(owned) && real.publish("", owned, Map.of(), "hello".getBytes(UTF_8)));
            awaitDelivered(1);
        }
    }

    @Test
    void anOwnedQueueThatWasDeletedIsDeclaredAgain() {
        String owned = "control." + UUID.randomUUID();
        try (Subscription subscription = Subscription.owning(connection, owned, 10, deliveries, new Random(1))) {
            subscription.start();
            await().atMost(PATIENCE).until(() -> real.queueExists(owned));
            awaitConsumers(1, owned);
            broker.send(connection, owned, numbered(0, 1));
            awaitDelivered(1);
            Broker.withChannel(connection, channel -> channel.queueDelete(owned));
            await().atMost(PATIENCE).until(() -> deliveries.reopened.get() > 0 && real.queueExists(owned));
            broker.send(connection, owned, numbered(1, 2));
            awaitDelivered(2);
        }
    }

    @Test
    void afterAForcedCloseEverythingUnacknowledgedComesAgain() {
        broker.send(looking, queue, numbered(0, 5));
        try (Subscription subscription = subscription(10)) {
            subscription.start();
            awaitDelivered(5);
            Received before = deliveries.all.getFirst();
            await().atMost(PATIENCE).until(() -> real.connectionNames().contains("work"));
            await().atMost(PATIENCE).until(() -> real.closeConnections() > 0);
            awaitDelivered(10);
            assertThat(deliveries.reopened).hasValueGreaterThan(0);
            before.acknowledge(); // its channel is gone
            assertThat(deliveries.all.subList(5, 10))
                    .allSatisfy(received ->
                            assertThat(received.delivery().redelivered()).isTrue());
            deliveries.all.subList(5, 10).forEach(Received::acknowledge);
            await().atMost(PATIENCE).until(() -> real.unacknowledged(queue) == 0 && real.ready(queue) == 0);
        }
    }

    @Test
    void aQueueThatWasDeletedIsConsumedAgainOnceItIsDeclaredAgain() {
        try (Subscription subscription = subscription(10)) {
            subscription.start();
            awaitConsumers(1);
            real.delete(queue);
            await().atMost(PATIENCE).until(() -> deliveries.reopened.get() > 0);
            broker.declare(looking, queue);
            broker.send(looking, queue, numbered(0, 3));
            awaitDelivered(3);
        }
    }

    @Test
    void closingEndsSoonAndGivesBackWhatIsUnacknowledged() {
        broker.send(looking, queue, numbered(0, 5));
        Subscription subscription = subscription(10);
        subscription.start();
        awaitDelivered(5);
        Thread closing = Thread.ofVirtual().start(subscription::close);
        await().atMost(Duration.ofSeconds(2)).until(() -> !closing.isAlive());
        await().atMost(PATIENCE).until(() -> real.ready(queue) == 5 && real.unacknowledged(queue) == 0);
    }

    @Test
    void closingWhatNeverStartedDoesNothing() {
        subscription(1).close();
        assertThat(deliveries.all).isEmpty();
    }

    private void awaitConsumers(int count) {
        awaitConsumers(count, queue);
    }

    private void awaitConsumers(int count, String of) {
        BrokerConnection asking = of.equals(queue) ? looking : connection;
        await().atMost(PATIENCE).until(() -> Broker.withChannel(asking, channel -> channel.consumerCount(of)) == count);
    }

    private void awaitDelivered(int count) {
        await().atMost(PATIENCE).until(() -> deliveries.all.size() == count);
    }

    private void staysDelivered(int count) {
        await().during(A_WHILE).atMost(PATIENCE).until(() -> deliveries.all.size() == count);
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "m-" + i).toList();
    }
}
