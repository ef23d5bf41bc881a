package io.taskmill.messaging.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.messaging.Broker;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChangesIT {

    @RegisterExtension
    static final RealBroker real = new RealBroker();

    private static final Duration PATIENCE = Broker.PATIENCE;

    private final Broker broker = new Broker(real);
    private final Publisher publisher = new Publisher(broker.connection("publish"), new Random(1));
    private final BrokerConnection oneConnection = broker.connection("one");
    private final BrokerConnection otherConnection = broker.connection("other");
    private final Listener one = new Listener();
    private final Listener other = new Listener();

    /** Keeps what it is told. */
    private static final class Listener implements Subscription.Receiver {
        final List<String> bodies = new CopyOnWriteArrayList<>();
        final AtomicInteger reopened = new AtomicInteger();

        @Override
        public void delivered(Received received) {
            bodies.add(new String(received.delivery().body(), UTF_8));
            received.acknowledge();
        }

        @Override
        public void reopened() {
            reopened.incrementAndGet();
        }
    }

    @AfterEach
    void close() {
        publisher.close();
        oneConnection.close();
        otherConnection.close();
    }

    @Test
    void everyListenerGetsWhatIsBroadcastAndNobodyIsNoFailure() {
        assertThat(broadcast("nobody")).isEqualTo(new PublishOutcome.Accepted());
        try (Subscription first = listen(oneConnection, one);
                Subscription second = listen(otherConnection, other)) {
            awaitListeners(2);
            broadcast("both");
            await().atMost(PATIENCE).until(() -> one.bodies.equals(List.of("both")));
            await().atMost(PATIENCE).until(() -> other.bodies.equals(List.of("both")));
            assertThat(first.unsettled() + second.unsettled()).isZero();
        }
    }

    @Test
    void aListenerWhoseConnectionBreaksListensAgainAndIsToldSoFirst() {
        try (Subscription subscription = listen(oneConnection, one)) {
            awaitListeners(1);
            await().atMost(PATIENCE).until(() -> real.connectionNames().contains("one"));
            await().atMost(PATIENCE).until(() -> real.closeConnections() > 0);
            await().atMost(PATIENCE).until(() -> one.reopened.get() == 1);
            await().atMost(PATIENCE).until(() -> {
                broadcast("after");
                return !one.bodies.isEmpty();
            });
            assertThat(one.bodies).containsOnly("after");
            assertThat(subscription.asked()).isPositive();
        }
        await("its queue goes with it").atMost(PATIENCE).until(() -> listeners() == 0);
    }

    private static Subscription listen(BrokerConnection connection, Listener listener) {
        Subscription subscription = Subscription.changes(connection, 10, listener, new Random());
        subscription.start();
        return subscription;
    }

    private PublishOutcome broadcast(String body) {
        return publisher
                .publish(Outbound.changes(body.getBytes(UTF_8)))
                .outcome()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static void awaitListeners(int count) {
        await().atMost(PATIENCE).until(() -> listeners() == count);
    }

    private static long listeners() {
        return real.queues().stream()
                .filter(queue -> queue.startsWith("changes."))
                .count();
    }
}
