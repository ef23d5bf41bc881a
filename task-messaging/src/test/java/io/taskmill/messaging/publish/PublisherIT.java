package io.taskmill.messaging.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Delivery;
import io.taskmill.messaging.Broker;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.publish.PublishOutcome.Accepted;
import io.taskmill.messaging.publish.PublishOutcome.NotSent;
import io.taskmill.messaging.publish.PublishOutcome.Returned;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.RunCommand;
import io.taskmill.testkit.FreePorts;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PublisherIT {

    @RegisterExtension
    static final RealBroker real = new RealBroker();

    private static final Duration PATIENCE = Broker.PATIENCE;

    private final Broker broker = new Broker(real);
    private final BrokerConnection looking = broker.connection("looking");
    private final Publisher publisher = new Publisher(broker.connection("publish"), new Random(1));

    @AfterEach
    void close() {
        publisher.close();
        looking.close();
    }

    @Test
    void acceptedMeansThatItLiesInItsQueue() throws InterruptedException {
        String queue = broker.newQueue(looking);
        assertThat(publisher.publish(to(queue, "hello")).await(PATIENCE)).isEqualTo(new Accepted());
        assertThat(publisher.isConnected()).isTrue();
        assertThat(broker.drain(looking, queue)).singleElement().satisfies(message -> {
            assertThat(new String(message.getBody(), UTF_8)).isEqualTo("hello");
            assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
            assertThat(message.getProps().getContentType()).isEqualTo("application/json");
        });
    }

    @Test
    void onePublishOfACommandReachesWorkQueueAndShard() throws InterruptedException {
        TaskSpec spec =
                new TaskSpec("COUNT", 1, "default", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, Instant.EPOCH);
        RunCommand command = new RunCommand(TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10"), 1, spec);
        byte[] body = "command".getBytes(UTF_8);
        assertThat(publisher.publish(Outbound.command(command, 1, body, true)).await(PATIENCE))
                .isEqualTo(new Accepted());
        for (String queue : List.of("work.default.low", "events.1")) {
            Delivery delivery = broker.next(looking, queue);
            assertThat(delivery.getBody()).isEqualTo(body);
            assertThat(delivery.getProperties().getHeaders()).containsEntry("taskmill-again", true);
        }
    }

    @Test
    void aStrictTasksCommandReachesAQueueOfItsOwnAndItsShard() throws InterruptedException {
        TaskSpec spec = new TaskSpec(
                "COUNT",
                1,
                "default",
                Priority.LOW,
                Json.EMPTY_OBJECT,
                null,
                null,
                null,
                Instant.EPOCH,
                new TaskPolicy(RetryPolicy.NONE, Timeouts.NONE, true));
        RunCommand command = new RunCommand(TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10"), 1, spec);
        byte[] body = "strict".getBytes(UTF_8);
        assertThat(publisher.publish(Outbound.command(command, 1, body, false)).await(PATIENCE))
                .isEqualTo(new Accepted());
        for (String queue : List.of("work.default.strict-low", "events.1")) {
            assertThat(broker.next(looking, queue).getBody()).isEqualTo(body);
        }
    }

    @Test
    void whatNoQueueTakesIsReturned() throws InterruptedException {
        PublishOutcome outcome = publisher
                .publish(Outbound.control("nobody", "x".getBytes(UTF_8)))
                .await(PATIENCE);
        assertThat(outcome).isEqualTo(new Returned("no queue for /control.nobody"));
        String queue = broker.newQueue(looking);
        assertThat(publisher.publish(to(queue, "next")).await(PATIENCE)).isEqualTo(new Accepted());
    }

    @Test
    void manyCallersShareOneChannelAndEachKeepsItsOrder() throws Exception {
        int callers = 16;
        int each = 250;
        String queue = broker.newQueue(looking);
        List<Publication> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Callable<List<Publication>>> jobs = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                String name = "caller-" + caller;
                jobs.add(() -> {
                    List<Publication> mine = new ArrayList<>();
                    for (int i = 0; i < each; i++) {
                        mine.add(publisher.publish(to(queue, name + "/" + i)));
                    }
                    return mine;
                });
            }
            for (var job : threads.invokeAll(jobs)) {
                all.addAll(job.get());
            }
        }
        for (Publication publication : all) {
            assertThat(publication.await(PATIENCE)).isEqualTo(new Accepted());
        }
        List<String> bodies = bodies(queue);
        assertThat(bodies).hasSize(callers * each);
        for (int caller = 0; caller < callers; caller++) {
            String prefix = "caller-" + caller + "/";
            assertThat(bodies.stream()
                            .filter(body -> body.startsWith(prefix))
                            .map(body -> Integer.valueOf(body.substring(prefix.length()))))
                    .hasSize(each)
                    .isSorted();
        }
        assertThat(real.connectionNames().stream().filter("publish"::equals)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whileTheBrokerIsAwayEachMessageIsNotSentWithinASecond() throws InterruptedException {
        try (Publisher lost = new Publisher(broker.connectionTo(FreePorts.next()), new Random(1))) {
            for (int i = 0; i < 20; i++) {
                PublishOutcome outcome = lost.publish(to("q", "x"))
                        .outcome()
                        .orTimeout(1, SECONDS)
                        .join();
                assertThat(outcome).isInstanceOfSatisfying(NotSent.class, notSent -> assertThat(notSent.reason())
                        .contains("cannot connect to the broker at")
                        .contains("refused"));
            }
            assertThat(lost.isConnected()).isFalse();
        }
    }

    @Test
    void whileNoProjectorHasFixedTheShardsTheReasonSaysSo() throws InterruptedException {
        Topology checking = new Topology(new Shards(7), Set::of, false);
        try (Publisher early = new Publisher(broker.connection("early", checking), new Random(1))) {
            assertThat(early.publish(to("q", "x")).await(PATIENCE))
                    .isInstanceOfSatisfying(NotSent.class, notSent -> assertThat(notSent.reason())
                            .contains("no exchange taskmill.shards.7")
                            .contains("no projector has started"));
            try (BrokerConnection projector = broker.connection("p", new Topology(new Shards(7), Set::of, true))) {
                Broker.withChannel(projector, channel -> true);
            }
            String queue = broker.newQueue(looking);
            await().atMost(PATIENCE).until(() -> early.publish(to(queue, "x")).await(PATIENCE) instanceof Accepted);
        }
    }

    @Test
    void anExchangeThatIsMissingHarmsNobodyElse() throws InterruptedException {
        String queue = broker.newQueue(looking);
        PublishOutcome outcome = publisher
                .publish(new Outbound("no-such-exchange", "k", "x".getBytes(UTF_8), Map.of()))
                .await(PATIENCE);
        assertThat(outcome).isNotInstanceOfAny(Accepted.class, Returned.class);
        await().atMost(PATIENCE).until(() -> publisher.publish(to(queue, "x")).await(PATIENCE) instanceof Accepted);
    }

    @Test
    void aKeyThatCannotBeWrittenHarmsNobodyElse() throws InterruptedException {
        harmsNobody(Outbound.control("s".repeat(300), "x".getBytes(UTF_8)));
    }

    @Test
    void headersThatCannotBeWrittenHarmNobodyElse() throws InterruptedException {
        harmsNobody(Outbound.dead("x".getBytes(UTF_8), "because ".repeat(30_000), "events.0", Instant.EPOCH));
    }

    private void harmsNobody(Outbound unwritable) throws InterruptedException {
        String queue = broker.newQueue(looking);
        assertThat(publisher.publish(to(queue, "before")).await(PATIENCE)).isEqualTo(new Accepted());
        Publication broken = publisher.publish(unwritable);
        assertThat(broken.outcome()).as("its outcome").succeedsWithin(Duration.ofSeconds(5));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> publisher.publish(to(queue, "after")).await(Duration.ofSeconds(2)) instanceof Accepted);
    }

    @Test
    void closingAnswersWhateverIsOnItsWay() {
        closeWith(100);
    }

    @Test
    void closingAnswersWhateverWaitsForRoom() {
        closeWith(8_000);
    }

    private void closeWith(int messages) {
        String queue = broker.newQueue(looking);
        for (int round = 0; round < 10; round++) {
            List<Publication> onTheirWay = new ArrayList<>();
            Publisher closing = new Publisher(broker.connection("closing"), new Random(1));
            await().atMost(PATIENCE).until(closing::isConnected);
            for (int i = 0; i < messages; i++) {
                onTheirWay.add(closing.publish(to(queue, "x")));
            }
            closing.close();
            onTheirWay.add(closing.publish(to(queue, "late")));
            await("round " + round).atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(onTheirWay.stream()
                            .filter(publication -> !publication.outcome().isDone()))
                    .as("unanswered")
                    .isEmpty());
        }
    }

    private List<String> bodies(String queue) {
        return broker.drain(looking, queue).stream()
                .map(message -> new String(message.getBody(), UTF_8))
                .toList();
    }

    private static Outbound to(String queue, String body) {
        return new Outbound("", queue, body.getBytes(UTF_8), Map.of());
    }
}
