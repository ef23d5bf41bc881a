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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
    void noMoreComeThanWereAskedForWhenMoreIsAskedForWhileOneIsOnItsWay() {
        broker.send(looking, queue, numbered(0, 10));
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Subscription.Receiver slow = received -> {
            deliveries.delivered(received);
            first.countDown();
            awaitQuietly(asked);
        };
        try (Subscription subscription = Subscription.onDemand(connection, queue, slow, new Random(1))) {
            subscription.start();
            subscription.ask(2);
            awaitQuietly(first);
            await().atMost(PATIENCE).until(() -> real.unacknowledged(queue) == 2);
            subscription.ask(1);
            asked.countDown();
            awaitDelivered(3);
            staysDelivered(3);
            assertThat(deliveries.bodies()).isEqualTo(numbered(0, 3));
        }
    }

    @Test
    void askingForMoreWhileSomeAreOnTheirWayGivesNoneOfThemBack() {
        int messages = 1_000;
        broker.send(looking, queue, numbered(0, messages));
        try (Subscription subscription = onDemand()) {
            subscription.start();
            for (int i = 0; i < messages; i++) {
                subscription.ask(1);
            }
            awaitDelivered(messages);
            assertThat(deliveries.bodies()).isEqualTo(numbered(0, messages));
            assertThat(deliveries.all).noneMatch(received -> received.delivery().redelivered());
        }
    }

    @Test
    void acknowledgingAndAskingInAnyOrderGivesNoneBackAndBringsNoneTooMany() throws InterruptedException {
        int messages = 1_000;
        int slots = 8;
        Random order = new Random(7);
        LinkedBlockingQueue<Received> begun = new LinkedBlockingQueue<>();
        broker.send(looking, queue, numbered(0, messages + slots));
        try (Subscription subscription = Subscription.onDemand(connection, queue, begun::add, new Random(1))) {
            subscription.start();
            subscription.ask(slots);
            for (int i = 0; i < messages; i++) {
                Received received = begun.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                assertThat(received).as("message %d", i).isNotNull();
                assertThat(received.delivery().body()).asString(UTF_8).isEqualTo("m-" + i);
                assertThat(received.delivery().redelivered()).isFalse();
                boolean askFirst = order.nextBoolean();
                if (askFirst) {
                    subscription.ask(1);
                }
                if (order.nextInt(10) == 0) {
                    Thread.sleep(order.nextInt(3));
                }
                received.acknowledge();
                if (!askFirst) {
                    subscription.ask(1);
                }
            }
            await().atMost(PATIENCE).until(() -> begun.size() == slots);
            await().during(A_WHILE).atMost(PATIENCE).until(() -> begun.size() == slots);
            assertThat(subscription.unsettled()).isEqualTo(slots);
        }
    }

    @Test
    void whatIsAcknowledgedWhileAsManyAreOnTheirWayAsWereAskedForIsSoonSettledAndBringsNoneTooMany() {
        broker.send(looking, queue, numbered(0, 2));
        try (Subscription subscription = onDemand()) {
            subscription.start();
            subscription.ask(5);
            awaitDelivered(2);
            deliveries.all.forEach(Received::acknowledge);
            await().atMost(PATIENCE).until(() -> subscription.unsettled() == 0 && real.unacknowledged(queue) == 0);
            broker.send(looking, queue, numbered(2, 10));
            awaitDelivered(5);
            staysDelivered(5);
            assertThat(deliveries.all).noneMatch(received -> received.delivery().redelivered());
        }
    }

    @Test
    void whatIsAcknowledgedRightBeforeTheEndIsSettled() {
        for (int i = 0; i < 20; i++) {
            broker.send(looking, queue, numbered(0, 2));
            Subscription subscription = onDemand();
            subscription.start();
            subscription.ask(5);
            awaitDelivered(2);
            deliveries.all.forEach(Received::acknowledge);
            subscription.close();
            await().atMost(PATIENCE).until(() -> real.unacknowledged(queue) == 0);
            assertThat(real.ready(queue)).isZero();
            deliveries.all.clear();
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
    void whatIsWithdrawnAtTheInstantAtWhichItIsAskedForComesInNoGreatNumbers() {
        broker.send(looking, queue, numbered(0, 500));
        try (Subscription subscription = onDemand()) {
            subscription.start();
            for (int i = 0; i < 300; i++) {
                subscription.ask(1);
                Thread.onSpinWait();
                subscription.withdraw();
            }
            await().during(A_WHILE).atMost(PATIENCE).until(() -> subscription.asked() == 0);
            assertThat(deliveries.all).hasSizeLessThanOrEqualTo(300);
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

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
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
