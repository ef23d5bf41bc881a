package io.taskmill.messaging.dead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;
import io.taskmill.messaging.Broker;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.MessageHeaders;
import io.taskmill.messaging.MessagingException;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.testkit.FreePorts;
import io.taskmill.testkit.RealBroker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeadLettersIT {

    @RegisterExtension
    static final RealBroker real = new RealBroker();

    private static final Instant AT = Instant.parse("2026-05-01T10:00:00.123Z");

    private final Broker broker = new Broker(real);
    private final BrokerConnection looking = broker.connection("looking");
    private final Publisher publisher = new Publisher(broker.connection("publish"), new Random(1));
    private final DeadLetters dead = deadLetters("dead");

    @BeforeEach
    void empty() {
        var _ = broker.drain(looking, Topology.DEAD);
    }

    @AfterEach
    void close() {
        dead.close();
        publisher.close();
        looking.close();
    }

    @Test
    void anEmptyQueueHasNoLetters() {
        assertThat(dead.peek(50)).isEqualTo(new Peeked(0, List.of()));
    }

    @Test
    void aLetterTellsWhyWhereFromAndWhen() throws InterruptedException {
        bury("{\"v\":1}", AT);
        Peeked peeked = dead.peek(50);
        assertThat(peeked.total()).isEqualTo(1);
        assertThat(peeked.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("undecodable");
            assertThat(letter.origin()).isEqualTo("events.0");
            assertThat(letter.buried()).isEqualTo(AT);
            assertThat(letter.size()).isEqualTo(7);
            assertThat(letter.body()).isEqualTo("{\"v\":1}".getBytes(UTF_8));
            assertThat(letter.text()).isTrue();
            assertThat(letter.truncated()).isFalse();
        });
    }

    @RepeatedTest(2)
    void howeverOftenAndHoweverManyAreLookedAtTheOrderStaysAndNothingIsLost() throws InterruptedException {
        int count = DeadLetters.MAX_LETTERS + 50;
        List<String> buried =
                IntStream.range(0, count).mapToObj(i -> "letter-" + i).toList();
        for (int i = 0; i < count; i++) {
            bury(buried.get(i), AT.plusMillis(i));
        }
        for (int limit : List.of(200, 3, 50, 1, 200, 7, 200)) {
            Peeked peeked = dead.peek(limit);
            assertThat(peeked.total()).isEqualTo(count);
            assertThat(bodies(peeked)).isEqualTo(buried.subList(0, limit));
        }
        assertThat(broker.drain(looking, Topology.DEAD).stream().map(GetResponse::getBody))
                .extracting(body -> new String(body, UTF_8))
                .isEqualTo(buried);
    }

    @Test
    void manyWhoLookAtTheSameTimeSeeTheSame() throws Exception {
        for (int i = 0; i < 20; i++) {
            bury("letter-" + i, AT.plusMillis(i));
        }
        List<String> expected = bodies(dead.peek(20));
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Peeked>> looks = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                looks.add(threads.submit(() -> dead.peek(20)));
            }
            for (Future<Peeked> look : looks) {
                assertThat(look.get().total()).isEqualTo(20);
                assertThat(bodies(look.get())).isEqualTo(expected);
            }
        }
    }

    @Test
    void noiseFromSomebodyElseIsShownAsWhatItIs() {
        byte[] noise = {(byte) 0xC3, 0x28, 0, (byte) 0xFF};
        put(noise, null);
        put(
                noise,
                Map.of(MessageHeaders.REASON, 7, MessageHeaders.ORIGIN, List.of("x"), MessageHeaders.BURIED, "noon"));
        assertThat(dead.peek(50).letters()).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.reason()).isNull();
            assertThat(letter.origin()).isNull();
            assertThat(letter.buried()).isNull();
            assertThat(letter.text()).isFalse();
            assertThat(letter.body()).isEqualTo(noise);
        });
    }

    @Test
    void ofAHugeLetterOnlyTheBeginningIsKeptUpToAWholeCharacter() {
        put(("x" + "ö".repeat(1_000_000)).getBytes(UTF_8), Map.of(MessageHeaders.REASON, "r".repeat(5_000)));
        put(new byte[] {(byte) 0xFF, 1}, null);
        DeadLetter huge = dead.peek(1).letters().getFirst();
        assertThat(huge.size()).isEqualTo(2_000_001);
        assertThat(huge.truncated()).isTrue();
        assertThat(huge.text()).isTrue();
        assertThat(new String(huge.body(), UTF_8)).isEqualTo("x" + "ö".repeat(2_047));
        assertThat(huge.reason()).hasSize(1_024);
    }

    @Test
    void aHugeLetterOfNoiseIsCutAtTheBound() {
        byte[] noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        put(noise, null);
        assertThat(dead.peek(1).letters().getFirst().body()).hasSize(DeadLetter.MAX_BODY);
    }

    @Test
    void whileTheBrokerIsAwayThatIsSaid() {
        try (DeadLetters nowhere =
                new DeadLetters(broker.connectionTo(FreePorts.next()), publisher, Broker.TOPOLOGY, Broker.PATIENCE)) {
            assertThatThrownBy(() -> nowhere.peek(1))
                    .isInstanceOf(MessagingException.class)
                    .hasMessageContaining("cannot connect to the broker");
        }
    }

    @Test
    void aBrokenConnectionIsReplacedAtTheNextLook() throws InterruptedException {
        bury("letter", AT);
        assertThat(dead.peek(1).letters()).hasSize(1);
        await().atMost(Broker.PATIENCE).until(() -> real.closeConnections() > 0);
        await().atMost(Broker.PATIENCE)
                .ignoreExceptionsInstanceOf(MessagingException.class)
                .until(() -> dead.peek(1).letters().size() == 1);
    }

    private DeadLetters deadLetters(String connection) {
        return new DeadLetters(broker.connection(connection), publisher, Broker.TOPOLOGY, Broker.PATIENCE);
    }

    private void bury(String body, Instant buried) throws InterruptedException {
        bury(body, "events.0", buried);
    }

    private void bury(String body, String origin, Instant buried) throws InterruptedException {
        PublishOutcome outcome = publisher
                .publish(Outbound.dead(body.getBytes(UTF_8), "undecodable", origin, buried))
                .await(Broker.PATIENCE);
        assertThat(outcome).isEqualTo(new PublishOutcome.Accepted());
    }

    /** As somebody who knows nothing of Taskmill would. */
    private void put(byte[] body, @Nullable Map<String, Object> headers) {
        Broker.withChannel(looking, channel -> {
            channel.confirmSelect();
            channel.basicPublish(
                    "",
                    Topology.DEAD,
                    new AMQP.BasicProperties.Builder().headers(headers).build(),
                    body);
            return channel.waitForConfirms(Broker.PATIENCE.toMillis());
        });
    }

    private static List<String> bodies(Peeked peeked) {
        return peeked.letters().stream()
                .map(letter -> new String(letter.body(), UTF_8))
                .toList();
    }
}
