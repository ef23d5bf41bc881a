package io.taskmill.standalone.broker;

import static io.taskmill.standalone.broker.BrokerClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.MessagingException;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.consume.Received;
import io.taskmill.messaging.consume.Subscription;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.Publication;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.model.Priority;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static EmbeddedBroker broker;

    private BrokerClient client;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(0, "a secret/with:signs@");
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @BeforeEach
    void connect() {
        client = new BrokerClient(broker);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void everyMessageIsConfirmedAndKeptInOrder() throws Exception {
        Channel channel = client.connection("look").openChannel();
        channel.queueDeclare("confirmed", true, false, false, null);
        Publisher publisher = client.publisher();
        await().atMost(PATIENCE).until(publisher::isConnected);
        List<Publication> publications = new ArrayList<>();
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            bodies.add("message " + i);
            publications.add(publisher.publish(new Outbound("", "confirmed", bytes("message " + i), Map.of())));
        }
        for (Publication publication : publications) {
            assertThat(publication.await(PATIENCE)).isInstanceOf(PublishOutcome.Accepted.class);
        }
        assertThat(BrokerClient.drain(channel, "confirmed")).isEqualTo(bodies);
    }

    @Test
    void whatNoQueueTakesIsReturnedAndNeverLeftOpen() throws Exception {
        Publisher publisher = client.publisher();
        await().atMost(PATIENCE).until(publisher::isConnected);
        List<Publication> unroutable = new ArrayList<>();
        List<Publication> routable = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            unroutable.add(publisher.publish(new Outbound("", "nobody's", bytes("m"), Map.of())));
            routable.add(publisher.publish(new Outbound("", Topology.DEAD, bytes("m"), Map.of())));
        }
        for (Publication publication : unroutable) {
            assertThat(publication.await(PATIENCE)).isInstanceOf(PublishOutcome.Returned.class);
        }
        for (Publication publication : routable) {
            assertThat(publication.await(PATIENCE)).isInstanceOf(PublishOutcome.Accepted.class);
        }
    }

    @Test
    void aLargeMessageIsReturnedWhole() throws Exception {
        Publisher publisher = client.publisher();
        await().atMost(PATIENCE).until(publisher::isConnected);
        byte[] large = new byte[700_000];
        assertThat(BrokerClient.publish(publisher, Topology.EVENTS, "no shard", large))
                .isInstanceOf(PublishOutcome.Returned.class);
        assertThat(BrokerClient.publish(publisher, Topology.EVENTS, "0", large))
                .isInstanceOf(PublishOutcome.Accepted.class);
        Channel channel = client.connection("look").openChannel();
        GetResponse read = channel.basicGet(Topology.eventQueue(0), true);
        assertThat(read.getBody()).isEqualTo(large);
    }

    @Test
    void oneCommandReachesItsWorkQueueAndItsShard() throws Exception {
        Publisher publisher = client.publisher();
        await().atMost(PATIENCE).until(publisher::isConnected);
        String key = Topology.runKey("default", Priority.HIGH, 1);
        assertThat(BrokerClient.publish(publisher, Topology.COMMANDS, key, bytes("run")))
                .isInstanceOf(PublishOutcome.Accepted.class);
        Channel channel = client.connection("look").openChannel();
        assertThat(BrokerClient.drain(channel, "work.default.high")).containsExactly("run");
        assertThat(BrokerClient.drain(channel, "events.1")).containsExactly("run");
        assertThat(BrokerClient.drain(channel, "events.0")).isEmpty();
        assertThat(BrokerClient.drain(channel, "work.default.normal")).isEmpty();
    }

    @Test
    void oneMoreIsDeliveredWhileOthersAreUnacknowledged() throws Exception {
        Channel channel = filled("one-more", 10);
        Queue<Received> received = new ConcurrentLinkedQueue<>();
        Subscription subscription =
                Subscription.onDemand(client.connection("consume"), "one-more", received::add, new Random(1));
        subscription.start();
        subscription.ask(5);
        await().atMost(PATIENCE).until(() -> received.size() == 5);
        subscription.ask(1);
        await().atMost(PATIENCE).until(() -> received.size() == 6);
        received.remove().acknowledge();
        received.remove().acknowledge();
        subscription.ask(2);
        await().atMost(PATIENCE).until(() -> received.size() == 6);
        await().atMost(PATIENCE).until(() -> channel.messageCount("one-more") == 2);
        subscription.close();
        await().atMost(PATIENCE).until(() -> channel.messageCount("one-more") == 8);
        assertThat(BrokerClient.drain(channel, "one-more")).containsExactly("2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void acknowledgingOlderDeliveriesLetsNoMoreComeThanWereAskedFor() throws Exception {
        Channel channel = filled("not-more", 10);
        channel.basicQos(4);
        Queue<Long> tags = new ConcurrentLinkedQueue<>();
        String first = consume(channel, "not-more", tags);
        await().atMost(PATIENCE).until(() -> tags.size() == 4);
        channel.basicCancel(first);
        channel.basicQos(1);
        consume(channel, "not-more", tags);
        await().atMost(PATIENCE).until(() -> tags.size() == 5);
        for (int i = 0; i < 3; i++) {
            channel.basicAck(tags.remove(), false);
        }
        assertThat(channel.messageCount("not-more")).isEqualTo(5); // an answer comes after what was delivered before it
        assertThat(tags).hasSize(2);
        channel.basicAck(tags.stream().reduce((_, last) -> last).orElseThrow(), true);
        await().atMost(PATIENCE).until(() -> tags.size() == 3);
        assertThat(channel.messageCount("not-more")).isEqualTo(4);
    }

    @Test
    void whatWasNotAcknowledgedComesAgainAndSaysSo() throws Exception {
        Channel channel = filled("again", 3);
        channel.basicQos(2);
        Queue<Long> tags = new ConcurrentLinkedQueue<>();
        consume(channel, "again", tags);
        await().atMost(PATIENCE).until(() -> tags.size() == 2);
        channel.close();
        Channel other = client.connection("other").openChannel();
        await().atMost(PATIENCE).until(() -> other.messageCount("again") == 3);
        GetResponse first = other.basicGet("again", true);
        assertThat(new String(first.getBody(), StandardCharsets.UTF_8)).isEqualTo("0");
        assertThat(first.getEnvelope().isRedeliver()).isTrue();
        assertThat(other.basicGet("again", true).getEnvelope().isRedeliver()).isTrue();
        assertThat(other.basicGet("again", true).getEnvelope().isRedeliver()).isFalse();
    }

    @Test
    void aGivenBackMessageComesAgain() throws Exception {
        Channel channel = filled("back", 1);
        long tag = channel.basicGet("back", false).getEnvelope().getDeliveryTag();
        channel.basicNack(tag, false, true);
        assertThat(BrokerClient.drain(channel, "back")).containsExactly("0");
    }

    @Test
    void aControlQueueGoesWithItsConnection() throws Exception {
        BrokerConnection worker = client.connection("worker");
        Subscription control = Subscription.owning(worker, Topology.controlQueue("s"), 10, _ -> {}, new Random(1));
        control.start();
        Publisher publisher = client.publisher();
        await().atMost(PATIENCE).until(() -> told(publisher) instanceof PublishOutcome.Accepted);
        control.close();
        worker.close();
        await().atMost(PATIENCE).until(() -> told(publisher) instanceof PublishOutcome.Returned);
    }

    private static PublishOutcome told(Publisher publisher) throws InterruptedException {
        return BrokerClient.publish(publisher, "", Topology.controlQueue("s"), bytes("probe"));
    }

    @Test
    void nobodyEntersWithoutThePassword() {
        assertThatThrownBy(() -> client.connection("stranger", "guess").openChannel())
                .isInstanceOf(MessagingException.class);
    }

    @Test
    void anotherNumberOfShardsIsNoticed() throws Exception {
        client.connection("owner").openChannel();
        Channel channel = client.connection("look").openChannel();
        assertThat(channel.exchangeDeclarePassive("taskmill.shards.2")).isNotNull();
        assertThatThrownBy(() -> channel.exchangeDeclarePassive("taskmill.shards.3"))
                .hasRootCauseInstanceOf(com.rabbitmq.client.ShutdownSignalException.class);
    }

    @Test
    void aTakenPortIsToldClearly() {
        assertThatThrownBy(() -> EmbeddedBroker.start(broker.port(), "x"))
                .isInstanceOf(EmbeddedBrokerException.class)
                .hasMessageContaining("127.0.0.1:" + broker.port());
    }

    @Test
    void twoBrokersKnowNothingOfEachOther() throws Exception {
        filled("mine", 2);
        try (EmbeddedBroker other = EmbeddedBroker.start(0, "x");
                BrokerClient visitor = new BrokerClient(other)) {
            Channel channel = visitor.connection("visitor").openChannel();
            assertThatThrownBy(() -> channel.queueDeclarePassive("mine"))
                    .hasRootCauseInstanceOf(com.rabbitmq.client.ShutdownSignalException.class);
        }
        assertThat(BrokerClient.drain(client.connection("look").openChannel(), "mine"))
                .containsExactly("0", "1");
    }

    @Test
    void itListensOnLoopbackOnly() throws Exception {
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address :
                    each.inetAddresses().filter(any -> !any.isLoopbackAddress()).toList()) {
                assertThatThrownBy(() -> new Socket(address, broker.port()).close())
                        .as("connecting to %s", address)
                        .isInstanceOf(ConnectException.class);
            }
        }
        assertThat(InetAddress.getAllByName(EmbeddedBroker.HOST)).allMatch(InetAddress::isLoopbackAddress);
    }

    private Channel filled(String queue, int messages) throws Exception {
        Channel channel = client.connection("fill").openChannel();
        channel.queueDeclare(queue, true, false, false, null);
        channel.confirmSelect();
        for (int i = 0; i < messages; i++) {
            channel.basicPublish("", queue, null, bytes(Integer.toString(i)));
        }
        channel.waitForConfirmsOrDie(PATIENCE.toMillis());
        return channel;
    }

    private static String consume(Channel channel, String queue, Queue<Long> tags) throws Exception {
        return channel.basicConsume(
                queue, false, (_, delivery) -> tags.add(delivery.getEnvelope().getDeliveryTag()), _ -> {});
    }
}
