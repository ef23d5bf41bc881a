package io.taskmill.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.messaging.BrokerConnection.Declares;
import io.taskmill.messaging.consume.Received;
import io.taskmill.messaging.consume.Subscription;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.PublishOutcome.Accepted;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.model.Priority;
import io.taskmill.model.WorkQueue;
import io.taskmill.testkit.FreePorts;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.LocalServers.Churn;
import io.taskmill.testkit.RealBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many workers whose connections the broker closes at once, or that find no broker: what they ask of it, counted. */
class ReconnectIT {

    private static final int WORKERS = 50;

    /** Of a worker: one publishes, one consumes. */
    private static final int CONNECTIONS = 2;

    /** Dead letters, two shards, six work queues: what a publishing connection declares. */
    private static final int TOPOLOGY = 9;

    private static final int WORK_QUEUES = 6;

    /** Those of six work queues, of the suspects and of the session. */
    private static final int SUBSCRIPTIONS = WORK_QUEUES + 2;

    /** The numbers of shards of two connections and the declarations of one, the publisher's, the subscriptions'. */
    private static final int CHANNELS = 2 + 1 + 1 + SUBSCRIPTIONS;

    @RegisterExtension
    static final RealBroker real = new RealBroker();

    private final Broker broker = new Broker(real);
    private final Random random = new Random();
    private final List<Long> attempts = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> closing = new ArrayList<>();

    /** Connections of one worker and what it consumes. */
    private final class Worker implements Subscription.Receiver {

        final String session;
        final Publisher publisher;
        final AtomicInteger reopened = new AtomicInteger();
        final AtomicInteger told = new AtomicInteger();

        Worker(int port, int number) {
            session = "s-" + number;
            publisher = new Publisher(watched(port, "publish-" + number, Declares.ALL), random);
            BrokerConnection consuming = watched(port, "consume-" + number, Declares.WHEN_MISSING);
            closing.add(publisher);
            for (Subscription subscription : subscriptions(consuming)) {
                subscription.start();
                closing.add(subscription);
            }
            closing.add(consuming);
        }

        private List<Subscription> subscriptions(BrokerConnection consuming) {
            Stream<Subscription> work = Stream.of(Priority.values())
                    .flatMap(priority -> Stream.of(
                            new WorkQueue("default", priority, false), new WorkQueue("default", priority, true)))
                    .map(queue -> onDemand(consuming, Topology.workQueue(queue)));
            return Stream.concat(
                            work,
                            Stream.of(
                                    new Subscription(consuming, "suspects", 1, this, random),
                                    Subscription.owning(
                                            consuming, Topology.controlQueue(session), 10, new Control(), random)))
                    .toList();
        }

        private Subscription onDemand(BrokerConnection consuming, String queue) {
            Subscription subscription = Subscription.onDemand(consuming, queue, this, random);
            subscription.ask(1);
            return subscription;
        }

        @Override
        public void delivered(Received received) {
            received.acknowledge();
        }

        @Override
        public void reopened() {
            reopened.incrementAndGet();
        }

        boolean isBack() {
            return publisher.isConnected() && reopened.get() == SUBSCRIPTIONS;
        }

        boolean hears() {
            return publisher
                                    .publish(Outbound.control(session, "x".getBytes(StandardCharsets.UTF_8)))
                                    .outcome()
                                    .join()
                            instanceof Accepted
                    && told.get() > 0;
        }

        private final class Control implements Subscription.Receiver {

            @Override
            public void delivered(Received received) {
                told.incrementAndGet();
                received.acknowledge();
            }

            @Override
            public void reopened() {
                Worker.this.reopened();
            }
        }
    }

    private BrokerConnection watched(int port, String name, Declares declares) {
        return broker.watched(port, name, declares, () -> attempts.add(System.nanoTime()));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : closing.reversed()) {
            part.close();
        }
    }

    @Test
    void fiftyWorkersThatLoseTheirConnectionsAtOnceComeBackWithOneAttemptEach() {
        assumeTrue(LocalServers.serve(real), "only this checkout's own broker tells of nobody else's churn");
        try (BrokerConnection first = broker.connection("first")) {
            broker.declare(first, "suspects");
        }
        List<Worker> workers = start(real.port());
        Churn before = settledChurn();
        workers.forEach(worker -> worker.told.set(0));
        attempts.clear();

        LocalServers.closeConnections(real);
        long began = System.nanoTime();
        await().atMost(Broker.PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> workers.stream()
                .allMatch(Worker::isBack));
        Duration back = Duration.ofNanos(System.nanoTime() - began);
        workers.forEach(worker -> await().atMost(Broker.PATIENCE).until(worker::hears));

        Churn asked = settledChurn().since(before);
        assertThat(back).isLessThan(Duration.ofSeconds(20));
        assertThat(attempts).as("attempts, all back after %s", back).hasSize(WORKERS * CONNECTIONS);
        assertThat(densest(Duration.ofMillis(10)))
                .as("attempts within 10 ms of pauses that differ by 125 ms")
                .isLessThan(WORKERS);
        assertThat(asked.connections()).isEqualTo(WORKERS * CONNECTIONS);
        assertThat(asked.channels()).isBetween((long) WORKERS * CHANNELS, WORKERS * CHANNELS * 3L / 2);
        assertThat(asked.declarations()).isBetween((long) WORKERS * (TOPOLOGY + 1), WORKERS * (TOPOLOGY + 1) * 3L / 2);
    }

    private List<Worker> start(int port) {
        List<Worker> workers = IntStream.range(0, WORKERS)
                .mapToObj(number -> new Worker(port, number))
                .toList();
        for (Worker worker : workers) {
            await().atMost(Duration.ofSeconds(60)).until(() -> worker.publisher.isConnected() && worker.hears());
        }
        await("pauses begin anew after a connection that has stood a while")
                .during(ConnectPause.LONGEST)
                .atMost(Broker.PATIENCE)
                .until(() -> workers.stream().allMatch(worker -> worker.publisher.isConnected()));
        return workers;
    }

    /** The most attempts that were made within such a time. */
    private long densest(Duration window) {
        return attempts.stream()
                .mapToLong(begin -> attempts.stream()
                        .filter(attempt -> attempt >= begin && attempt - begin < window.toNanos())
                        .count())
                .max()
                .orElseThrow();
    }

    /** Once all that happened is in it. */
    private static Churn settledChurn() {
        Churn[] last = {LocalServers.churn()};
        await().atMost(Broker.PATIENCE).pollInterval(Duration.ofMillis(2_500)).until(() -> {
            Churn now = LocalServers.churn();
            boolean same = now.equals(last[0]);
            last[0] = now;
            return same;
        });
        return last[0];
    }

    @Test
    void aBrokerThatRefusesIsAskedOncePerPauseByAllUsersOfAConnectionTogether() {
        int port = FreePorts.next();
        BrokerConnection consuming = watched(port, "consume", Declares.WHEN_MISSING);
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            Subscription subscription = new Subscription(consuming, "q-" + i, 1, Received::acknowledge, random);
            closing.add(subscription);
            subscription.start();
        }
        closing.addFirst(consuming);

        await().atMost(Broker.PATIENCE).until(() -> attempts.size() >= 7);
        List<Integer> shortest = List.of(125, 250, 500, 750, 750, 750);
        for (int i = 0; i < shortest.size(); i++) {
            assertThat(Duration.ofNanos(attempts.get(i + 1) - attempts.get(i)))
                    .as("pause %d", i + 1)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(shortest.get(i)));
        }
    }
}
