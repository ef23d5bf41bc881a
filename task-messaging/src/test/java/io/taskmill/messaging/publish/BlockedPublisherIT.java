package io.taskmill.messaging.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.messaging.Broker;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.consume.Subscription;
import io.taskmill.messaging.publish.PublishOutcome.Accepted;
import io.taskmill.messaging.publish.PublishOutcome.NotSent;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broker with a disk alarm, which stops reading from connections that publish. */
class BlockedPublisherIT {

    /** More than a publisher lets wait. */
    private static final int FLOOD = 20_000;

    @RegisterExtension
    static final RealBroker real = new RealBroker();

    private static final Duration PATIENCE = Broker.PATIENCE;

    private final Broker broker = new Broker(real);
    private final BrokerConnection looking = broker.connection("looking");
    private final BrokerConnection publishing = broker.withHeartbeat("publish", 2);
    private final AtomicInteger notSent = new AtomicInteger();
    private final Publisher publisher = new Publisher(publishing, new Random(1), this::settled);
    private final RetainingPublisher retaining = new RetainingPublisher(publisher);
    private String queue = "";

    private void settled(PublishOutcome outcome, long nanos) {
        if (outcome instanceof NotSent) {
            notSent.incrementAndGet();
        }
    }

    @BeforeEach
    void connect() throws InterruptedException {
        assumeTrue(LocalServers.serve(real), "only this checkout's own broker is this test's to block");
        queue = broker.newQueue(looking);
        assertThat(publisher.publish(to("first")).await(PATIENCE)).isEqualTo(new Accepted());
    }

    @AfterEach
    void close() {
        LocalServers.unblockPublishers();
        retaining.close();
        looking.close();
    }

    /** Returns once the publisher knows, which the broker tells when something is published. */
    private void block() {
        LocalServers.blockPublishers();
        var _ = publisher.publish(to("notice"));
        await().atMost(PATIENCE).until(() -> publisher.blocked().isPresent());
    }

    @Test
    void whatIsHandedOverMeanwhileWaitsAndArrivesInOrderOnce() throws InterruptedException {
        block();
        assertThat(publisher.isConnected()).isFalse();
        assertThat(publisher.away()).hasValueSatisfying(reason -> assertThat(reason)
                .startsWith("the broker blocks publishers: ")
                .contains("disk"));
        List<Publication> handedOver = IntStream.range(0, 500)
                .mapToObj(number -> publisher.publish(to("m-" + number)))
                .toList();
        await("longer than three heartbeats of the connection")
                .during(Duration.ofSeconds(7))
                .atMost(PATIENCE)
                .until(() -> publishing.isOpen()
                        && handedOver.stream()
                                .noneMatch(publication -> publication.outcome().isDone()));

        LocalServers.unblockPublishers();

        for (Publication publication : handedOver) {
            assertThat(publication.await(PATIENCE)).isEqualTo(new Accepted());
        }
        assertThat(publisher.isConnected()).isTrue();
        List<String> expected = new ArrayList<>(List.of("first", "notice"));
        IntStream.range(0, 500).forEach(number -> expected.add("m-" + number));
        assertThat(bodies()).isEqualTo(expected);
    }

    @Test
    void whatIsWithdrawnMeanwhileIsCertainlyNotSentAndWhoDoesNotWaitIsToldAtOnce() throws InterruptedException {
        block();
        assertThat(publisher.publish(to("withdrawn")).await(Duration.ofMillis(50)))
                .isInstanceOf(NotSent.class);
        assertThat(publisher.publishUnlessBlocked(to("impatient")).outcome())
                .isCompletedWithValueMatching(
                        outcome -> outcome instanceof NotSent(String reason) && reason.contains("blocks publishers"));

        LocalServers.unblockPublishers();

        assertThat(publisher.publish(to("last")).await(PATIENCE)).isEqualTo(new Accepted());
        assertThat(publisher.publishUnlessBlocked(to("patient")).await(PATIENCE))
                .isEqualTo(new Accepted());
        assertThat(bodies()).containsExactly("first", "notice", "last", "patient");
    }

    @Test
    void whoConsumesGoesOnOverAConnectionOfItsOwn() {
        String work = broker.newQueue(looking);
        broker.send(looking, work, List.of("a", "b", "c"));
        List<String> consumed = new CopyOnWriteArrayList<>();
        block();
        BrokerConnection consuming = broker.consuming("consume");
        Subscription.Receiver receiver = received -> {
            consumed.add(new String(received.delivery().body(), UTF_8));
            received.acknowledge();
        };
        try (consuming;
                Subscription subscription = new Subscription(consuming, work, 1, receiver, new Random(1))) {
            subscription.start();
            await().atMost(PATIENCE).until(() -> consumed.size() == 3);
            assertThat(consumed).containsExactly("a", "b", "c");
            await().atMost(PATIENCE).until(() -> real.unacknowledged(work) == 0);
            assertThat(publisher.blocked()).isPresent();
        }
    }

    @Test
    void moreThanMayWaitIsRetainedInOrderAndNotTriedOverAndOver() {
        block();
        List<CompletableFuture<PublishOutcome>> kept = IntStream.range(0, FLOOD)
                .mapToObj(number -> retaining.publish(to("m-" + number)))
                .toList();
        await("ten pauses between retries")
                .during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .until(() -> notSent.get() <= 1);

        LocalServers.unblockPublishers();

        assertThat(CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new)))
                .succeedsWithin(PATIENCE);
        List<String> bodies = bodies();
        assertThat(bodies).hasSize(FLOOD + 2);
        assertThat(bodies.subList(2, FLOOD + 2))
                .isEqualTo(IntStream.range(0, FLOOD)
                        .mapToObj(number -> "m-" + number)
                        .toList());
    }

    @Test
    void aConnectionThatBreaksMeanwhileLosesNothing() {
        block();
        List<CompletableFuture<PublishOutcome>> kept = new ArrayList<>();
        IntStream.range(0, 100).forEach(number -> kept.add(retaining.publish(to("m-" + number))));
        LocalServers.closeConnections(real);
        await("what waited is answered, and tried on another connection, which is blocked in its turn")
                .atMost(PATIENCE)
                .until(() -> notSent.get() >= 100 && publisher.blocked().isPresent());
        IntStream.range(100, 200).forEach(number -> kept.add(retaining.publish(to("m-" + number))));
        assertThat(kept.getLast()).isNotDone();

        LocalServers.unblockPublishers();

        assertThat(CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new)))
                .succeedsWithin(PATIENCE);
        assertThat(bodies())
                .filteredOn(body -> body.startsWith("m-"))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 200)
                        .mapToObj(number -> "m-" + number)
                        .toList());
    }

    @Test
    void itClosesInSecondsAndTellsWhatWasNotSent() {
        block();
        List<Publication> waiting = IntStream.range(0, 10)
                .mapToObj(number -> publisher.publish(to("m-" + number)))
                .toList();
        long began = System.nanoTime();
        publisher.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(waiting).allSatisfy(publication -> assertThat(publication.outcome())
                .succeedsWithin(PATIENCE)
                .isInstanceOf(NotSent.class));
    }

    private List<String> bodies() {
        return broker.drain(looking, queue).stream()
                .map(message -> new String(message.getBody(), UTF_8))
                .toList();
    }

    private Outbound to(String body) {
        return new Outbound("", queue, body.getBytes(UTF_8), Map.of());
    }
}
