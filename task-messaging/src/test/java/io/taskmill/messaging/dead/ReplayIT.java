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
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.Publication;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.model.TaskId;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Showing one letter, replaying and deleting (invariant 6). */
class ReplayIT {

    @RegisterExtension
    static final RealBroker real = new RealBroker();

    private static final Instant AT = Instant.parse("2026-05-01T10:00:00.123Z");
    private static final String WORK = "work.default.normal";
    private static final String EVENTS = "events.1";

    private final Broker broker = new Broker(real);
    private final BrokerConnection looking = broker.connection("looking");
    private final Publisher publisher = new Publisher(broker.connection("publish"), new Random(1));
    private final List<DeadLetters> opened = new ArrayList<>();
    private final DeadLetters dead = deadLetters();

    @BeforeEach
    void empty() {
        Stream.of(Topology.DEAD, WORK).forEach(queue -> broker.drain(looking, queue));
        real.purge(EVENTS);
    }

    @AfterEach
    void close() {
        opened.forEach(DeadLetters::close);
        publisher.close();
        looking.close();
    }

    private DeadLetters deadLetters() {
        DeadLetters letters = new DeadLetters(broker.connection("dead"), publisher, Broker.TOPOLOGY, Broker.PATIENCE);
        opened.add(letters);
        return letters;
    }

    @Test
    void aLetterIsShownWithItsWholeBodyAndTheTaskThatItIsAbout() throws InterruptedException {
        String task = "01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10";
        String body = "{\"v\":1,\"message\":{\"kind\":\"RUN\",\"task\":\"" + task + "\",\"x\":\"" + "ö".repeat(9_000)
                + "\"}}";
        bury("first", WORK);
        bury(body, WORK);
        LetterId id = dead.peek(2).letters().getLast().id();
        for (int look = 0; look < 2; look++) {
            WholeLetter whole = dead.find(id).orElseThrow();
            assertThat(new String(whole.letter().body(), UTF_8)).isEqualTo(body);
            assertThat(whole.letter().truncated()).isFalse();
            assertThat(whole.letter().id()).isEqualTo(id);
            assertThat(whole.task()).isEqualTo(TaskId.parse(task));
        }
        assertThat(dead.count()).isEqualTo(2);
    }

    @Test
    void ofAHugeLetterAMebibyteIsShown() throws InterruptedException {
        bury("x".repeat(DeadLetter.MAX_WHOLE_BODY + 1), WORK);
        WholeLetter whole = dead.find(dead.peek(1).letters().getFirst().id()).orElseThrow();
        assertThat(whole.letter().body()).hasSize(DeadLetter.MAX_WHOLE_BODY);
        assertThat(whole.letter().truncated()).isTrue();
    }

    @Test
    void oneInTheMiddleGoesBackMarkedAsPerhapsPublishedBeforeAndTheOthersKeepTheirOrder() throws InterruptedException {
        List<String> buried = buryMany(250, WORK);
        LetterId middle = dead.peek(200).letters().get(100).id();

        assertThat(dead.replay(middle)).contains(new Acted(1, Map.of()));

        assertThat(broker.drain(looking, WORK)).singleElement().satisfies(message -> {
            assertThat(text(message)).isEqualTo(buried.get(100));
            assertThat(Broker.headers(message))
                    .containsEntry(MessageHeaders.AGAIN, true)
                    .doesNotContainKeys(MessageHeaders.REASON, MessageHeaders.ORIGIN, MessageHeaders.BURIED);
            assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
        });
        assertThat(dead.replay(middle)).isEmpty();
        List<String> left = new ArrayList<>(buried);
        left.remove(100);
        assertThat(shown(200)).isEqualTo(left.subList(0, 200));
        assertThat(drained(Topology.DEAD)).isEqualTo(left);
    }

    @Test
    void moreThanOneLookCanHoldAreAllReplayedInTheirOrder() throws InterruptedException {
        List<String> buried = buryMany(450, WORK);

        assertThat(dead.replayAll()).isEqualTo(new Acted(450, Map.of()));

        assertThat(drained(WORK)).isEqualTo(buried);
        assertThat(dead.count()).isZero();
        assertThat(dead.replayAll()).isEqualTo(new Acted(0, Map.of()));
    }

    @Test
    void whatCannotGoBackStaysWhereItIsAndTheOthersGoPastIt() throws InterruptedException {
        real.declare("somebody-elses");
        List<String> staying = List.of("none", "itself", "control", "foreign", "shard", "gone-1", "gone-2");
        put("none", Map.of());
        bury("itself", Topology.DEAD);
        bury("control", "control.0");
        bury("foreign", "somebody-elses");
        bury("shard", "events.2");
        List<String> buried = buryMany(170, WORK);
        bury("gone-1", "work.nobody.normal");
        buried.addAll(buryMany(60, EVENTS));
        bury("gone-2", "work.nobody.normal");

        Acted acted = dead.replayAll();

        assertThat(acted)
                .isEqualTo(new Acted(
                        230,
                        Map.of(LeftReason.NO_ORIGIN, 1L, LeftReason.REFUSED_ORIGIN, 4L, LeftReason.QUEUE_GONE, 2L)));
        assertThat(drained(WORK)).containsExactlyElementsOf(buried.subList(0, 170));
        assertThat(Stream.generate(() -> broker.next(looking, EVENTS)).limit(60))
                .extracting(message -> new String(message.getBody(), UTF_8))
                .containsExactlyElementsOf(buried.subList(170, 230));
        assertThat(drained("somebody-elses")).isEmpty();
        assertThat(shown(200)).isEqualTo(staying);
        assertThat(drained(Topology.DEAD)).isEqualTo(staying);
    }

    @Test
    void oneThatCannotGoBackSaysWhy() throws InterruptedException {
        put("none", Map.of());
        bury("itself", Topology.DEAD);
        bury("gone", "work.nobody.strict-high");
        List<LetterId> ids = dead.peek(3).letters().stream().map(DeadLetter::id).toList();

        assertThat(ids.stream().map(dead::replay).map(Optional::orElseThrow))
                .containsExactly(
                        Acted.left(LeftReason.NO_ORIGIN),
                        Acted.left(LeftReason.REFUSED_ORIGIN),
                        Acted.left(LeftReason.QUEUE_GONE));
        assertThat(shown(3)).containsExactly("none", "itself", "gone");
    }

    @Test
    void twoHundredThatStayHideWhatLiesBehindThemAndThatIsTold() throws InterruptedException {
        List<String> buried = buryMany(200, "nowhere");
        buried.addAll(buryMany(3, WORK));

        assertThat(dead.replayAll())
                .isEqualTo(new Acted(0, Map.of(LeftReason.REFUSED_ORIGIN, 200L, LeftReason.NOT_REACHED, 3L)));

        assertThat(drained(Topology.DEAD)).isEqualTo(buried);
    }

    @Test
    void whatDiesAgainMeanwhileIsNotReplayedAgainAndAgain() throws Exception {
        buryMany(250, WORK);
        try (BrokerConnection worker = broker.connection("worker")) {
            var _ = Broker.withChannel(worker, channel -> {
                channel.basicConsume(
                        WORK,
                        true,
                        (_, message) ->
                                publisher.publish(Outbound.dead(message.getBody(), "again", WORK, Instant.now())),
                        _ -> {});
                assertThat(dead.replayAll()).isEqualTo(new Acted(250, Map.of()));
                return channel;
            });
        }
        await().atMost(Broker.PATIENCE).until(() -> dead.count() == 250);
        assertThat(dead.peek(200).letters())
                .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo("again"));
        assertThat(dead.deleteAll().done()).isEqualTo(250);
    }

    @Test
    void aBodyThatIsLargerThanWhatIsHeldAtOnceIsReplayedToo() throws InterruptedException {
        byte[] huge = new byte[9 << 20];
        new Random(3).nextBytes(huge);
        for (int i = 0; i < 2; i++) {
            assertThat(publisher
                            .publish(Outbound.dead(huge, "large", WORK, AT.plusMillis(i)))
                            .await(Broker.PATIENCE))
                    .isEqualTo(new PublishOutcome.Accepted());
            bury("small-" + i, WORK);
        }

        assertThat(dead.replayAll()).isEqualTo(new Acted(4, Map.of()));

        assertThat(broker.drain(looking, WORK))
                .extracting(GetResponse::getBody)
                .containsExactly(huge, "small-0".getBytes(UTF_8), huge, "small-1".getBytes(UTF_8));
    }

    @Test
    void oneIsDeletedAndOfEqualOnesOneAtATime() throws InterruptedException {
        bury("other", WORK);
        put("twin", Map.of());
        put("twin", Map.of());
        LetterId twin = dead.peek(3).letters().stream()
                .filter(letter -> letter.buried() == null)
                .findFirst()
                .orElseThrow()
                .id();

        assertThat(dead.delete(twin)).isTrue();
        assertThat(dead.count()).isEqualTo(2);
        assertThat(dead.delete(twin)).isTrue();
        assertThat(dead.delete(twin)).isFalse();
        assertThat(shown(3)).containsExactly("other");
        assertThat(drained(WORK)).isEmpty();
    }

    @Test
    void allAreDeleted() throws InterruptedException {
        buryMany(420, "nowhere");
        assertThat(dead.deleteAll()).isEqualTo(new Acted(420, Map.of()));
        assertThat(drained(Topology.DEAD)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void manyWhoReplayAtTheSameTimeLoseNothingAndDoNothingTwice(int actors) throws Exception {
        List<String> buried = buryMany(600, WORK);
        List<DeadLetters> all = Stream.generate(this::deadLetters).limit(actors).toList();
        long replayed = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(actors)) {
            List<Future<Acted>> acts =
                    all.stream().map(each -> threads.submit(each::replayAll)).toList();
            for (Future<Acted> act : acts) {
                replayed += act.get().done();
            }
        }
        assertThat(replayed).isEqualTo(600);
        assertThat(drained(WORK)).isEqualTo(buried);
        assertThat(dead.count()).isZero();
    }

    @Test
    void twoWhoWantTheSameLetterReplayItOnce() throws Exception {
        buryMany(20, WORK);
        LetterId id = dead.peek(20).letters().get(7).id();
        DeadLetters other = deadLetters();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Optional<Acted>>> acts = Stream.of(dead, other)
                    .map(each -> threads.submit(() -> each.replay(id)))
                    .toList();
            assertThat(List.of(acts.get(0).get(), acts.get(1).get()))
                    .containsExactlyInAnyOrder(Optional.of(Acted.done(1)), Optional.empty());
        }
        assertThat(drained(WORK)).containsExactly("letter-7");
        assertThat(dead.count()).isEqualTo(19);
    }

    @Test
    void whoHasToWaitForAnotherProcessForTooLongIsToldSo() throws InterruptedException {
        bury("letter", WORK);
        try (BrokerConnection other = broker.connection("other")) {
            var _ = Broker.withChannel(
                    other, channel -> channel.queueDeclare(Topology.DEAD_TURN, false, true, false, null));
            assertThatThrownBy(() -> dead.peek(1)).isInstanceOf(LettersBusyException.class);
            assertThatThrownBy(dead::replayAll).isInstanceOf(LettersBusyException.class);
        }
        assertThat(dead.peek(1).letters()).hasSize(1); // who had it is gone, and so is the queue
    }

    @Test
    void withoutConfirmsTheLettersStay() throws InterruptedException {
        bury("letter", WORK);
        LetterId id = dead.peek(1).letters().getFirst().id();
        Publisher closed = new Publisher(broker.connection("closed"), new Random(1));
        closed.close();
        try (DeadLetters unable =
                new DeadLetters(broker.connection("dead"), closed, Broker.TOPOLOGY, Duration.ofSeconds(1))) {
            assertThat(unable.replay(id)).contains(Acted.left(LeftReason.NOT_CONFIRMED));
            assertThat(unable.replayAll()).isEqualTo(Acted.left(LeftReason.NOT_CONFIRMED));
        }
        assertThat(shown(1)).containsExactly("letter");
    }

    private List<String> buryMany(int count, String origin) throws InterruptedException {
        List<String> bodies =
                IntStream.range(0, count).mapToObj(i -> "letter-" + i).toList();
        List<Publication> publications = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            publications.add(
                    publisher.publish(Outbound.dead(bodies.get(i).getBytes(UTF_8), "test", origin, AT.plusMillis(i))));
        }
        for (Publication each : publications) {
            assertThat(each.await(Broker.PATIENCE)).isEqualTo(new PublishOutcome.Accepted());
        }
        return new ArrayList<>(bodies);
    }

    private void bury(String body, String origin) throws InterruptedException {
        assertThat(publisher
                        .publish(Outbound.dead(body.getBytes(UTF_8), "test", origin, AT))
                        .await(Broker.PATIENCE))
                .isEqualTo(new PublishOutcome.Accepted());
    }

    /** As somebody who knows nothing of Taskmill would. */
    private void put(String body, Map<String, Object> headers) {
        Broker.withChannel(looking, channel -> {
            channel.confirmSelect();
            channel.basicPublish(
                    "",
                    Topology.DEAD,
                    new AMQP.BasicProperties.Builder().headers(headers).build(),
                    body.getBytes(UTF_8));
            return channel.waitForConfirms(Broker.PATIENCE.toMillis());
        });
    }

    private List<String> shown(int limit) {
        return dead.peek(limit).letters().stream()
                .map(letter -> new String(letter.body(), UTF_8))
                .toList();
    }

    private List<String> drained(String queue) {
        return broker.drain(looking, queue).stream().map(ReplayIT::text).toList();
    }

    private static String text(GetResponse message) {
        return new String(message.getBody(), UTF_8);
    }
}
