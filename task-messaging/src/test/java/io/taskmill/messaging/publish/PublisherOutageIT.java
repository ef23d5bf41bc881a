package io.taskmill.messaging.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import io.taskmill.messaging.Broker;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.MessageHeaders;
import io.taskmill.messaging.publish.PublishOutcome.Accepted;
import io.taskmill.messaging.publish.PublishOutcome.NotSent;
import io.taskmill.messaging.publish.PublishOutcome.Returned;
import io.taskmill.messaging.publish.PublishOutcome.Unknown;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that an operator closes while messages are on their way. */
class PublisherOutageIT {

    @RegisterExtension
    static final RealBroker real = new RealBroker();

    private static final Duration PATIENCE = Broker.PATIENCE;

    private final Broker broker = new Broker(real);
    private final BrokerConnection looking = broker.connection("looking");
    private final Publisher publisher = new Publisher(broker.connection("publish"), new Random(1));
    private final String queue = broker.newQueue(looking);

    @AfterEach
    void close() {
        publisher.close();
        looking.close();
    }

    @Test
    void eachMessageIsAnsweredAndWhatIsAcceptedIsThere() throws InterruptedException {
        await().atMost(PATIENCE).until(() -> real.connectionNames().contains("publish"));
        CompletableFuture<Integer> closer = CompletableFuture.supplyAsync(real::closeConnections);
        Map<String, Publication> published = new LinkedHashMap<>();
        while (published.size() < 5_000 || !closer.isDone()) {
            String body = "m-" + published.size();
            published.put(body, publisher.publish(to(body)));
            if (published.size() % 100 == 0) {
                published.get(body).await(PATIENCE); // as fast as the broker confirms, so that some are on their way
            }
        }
        assertThat(closer).isCompletedWithValueMatching(closed -> closed > 0);
        Set<String> accepted = new HashSet<>();
        published.forEach((body, publication) -> {
            assertThat(publication.outcome()).succeedsWithin(PATIENCE);
            PublishOutcome outcome = publication.outcome().join();
            assertThat(outcome).isInstanceOfAny(Accepted.class, NotSent.class, Unknown.class);
            if (outcome instanceof Accepted) {
                accepted.add(body);
            }
        });
        await("connected again")
                .atMost(PATIENCE)
                .until(() -> publisher.publish(to("last")).await(PATIENCE) instanceof Accepted);
        List<String> there = bodies();
        assertThat(there).doesNotHaveDuplicates().containsAll(accepted).contains("last");
        assertThat(published).hasSizeGreaterThanOrEqualTo(5_000);
    }

    @Test
    void aRetainingPublisherGetsEachMessageThrough() {
        publishOverOutages(2_000);
        Map<String, List<GetResponse>> copies = broker.drain(looking, queue).stream()
                .collect(Collectors.groupingBy(message -> new String(message.getBody(), UTF_8)));
        assertThat(copies).hasSize(2_000);
        assertThat(copies.values()).allSatisfy(same -> assertThat(same.stream().filter(copy -> !isMarkedAgain(copy)))
                .as("copies that do not say that they may be repeats")
                .hasSizeLessThanOrEqualTo(1));
    }

    /** Closes the connection four times while that many messages are on their way; returns when all are accepted. */
    private void publishOverOutages(int messages) {
        try (RetainingPublisher retaining = new RetainingPublisher(publisher)) {
            List<CompletableFuture<PublishOutcome>> outcomes = new ArrayList<>();
            for (int round = 1; round <= 4; round++) {
                await().atMost(PATIENCE).until(() -> real.connectionNames().contains("publish"));
                CompletableFuture<Integer> closer = CompletableFuture.supplyAsync(real::closeConnections);
                while (outcomes.size() < messages / 4 * round) {
                    outcomes.add(retaining.publish(to("m-" + outcomes.size())));
                }
                assertThat(closer).succeedsWithin(PATIENCE);
            }
            for (CompletableFuture<PublishOutcome> outcome : outcomes) {
                assertThat(outcome).succeedsWithin(PATIENCE).isEqualTo(new Accepted());
            }
        }
    }

    @Test
    void aRetainingPublisherKeepsTheOrderWhileAllIsWell() {
        try (RetainingPublisher retaining = new RetainingPublisher(publisher)) {
            List<CompletableFuture<PublishOutcome>> outcomes = new ArrayList<>();
            List<String> bodies = new ArrayList<>();
            await().atMost(PATIENCE).until(publisher::isConnected);
            for (int i = 0; i < 1_000; i++) {
                bodies.add("m-" + i);
                outcomes.add(retaining.publish(to("m-" + i)));
            }
            outcomes.forEach(
                    outcome -> assertThat(outcome).succeedsWithin(PATIENCE).isEqualTo(new Accepted()));
            assertThat(bodies()).isEqualTo(bodies);
        }
    }

    @Test
    void aRetainingPublisherWaitsForAQueueUnlessAReturnIsFinal() {
        try (RetainingPublisher retaining = new RetainingPublisher(publisher)) {
            Outbound toNobody = new Outbound("", "later-" + queue, "x".getBytes(UTF_8), Map.of());
            assertThat(retaining.publishUnlessReturned(toNobody))
                    .succeedsWithin(PATIENCE)
                    .isInstanceOf(Returned.class);
            CompletableFuture<PublishOutcome> kept = retaining.publish(toNobody);
            assertThat(retaining.publishUnlessReturned(toNobody))
                    .succeedsWithin(PATIENCE)
                    .isInstanceOf(Returned.class);
            assertThat(kept).isNotDone();
            broker.declare(looking, "later-" + queue);
            assertThat(kept).succeedsWithin(PATIENCE).isEqualTo(new Accepted());
        }
    }

    private static boolean isMarkedAgain(GetResponse message) {
        return Boolean.TRUE.equals(Broker.headers(message).get(MessageHeaders.AGAIN));
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
