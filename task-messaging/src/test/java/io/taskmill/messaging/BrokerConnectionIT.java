package io.taskmill.messaging;

import static io.taskmill.messaging.Broker.withChannel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taskmill.messaging.BrokerConnection.Declares;
import io.taskmill.model.Shards;
import io.taskmill.testkit.FreePorts;
import io.taskmill.testkit.RealBroker;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BrokerConnectionIT {

    @RegisterExtension
    static final RealBroker real = new RealBroker();

    private final Broker broker = new Broker(real);
    private final BrokerConnection connection = broker.connection("api-publish");

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void opensAtFirstUseAndDeclaresTheWholeTopology() throws Exception {
        assertThat(connection.isOpen()).isFalse();
        connection.openChannel().close();
        assertThat(connection.isOpen()).isTrue();
        assertThat(real.queues())
                .contains(
                        "taskmill.dead",
                        "events.0",
                        "events.1",
                        "work.default.high",
                        "work.default.normal",
                        "work.default.low");
        await().atMost(Broker.PATIENCE).until(() -> real.connectionNames().contains("api-publish"));
    }

    @Test
    void whoOnlyChecksTheNumberOfShardsIsRefusedAnotherOne() throws Exception {
        connection.openChannel().close();
        try (BrokerConnection same =
                broker.connection("same", new Topology(new Shards(2), () -> Set.of("default"), false))) {
            same.openChannel().close();
        }
        try (BrokerConnection other =
                broker.connection("other", new Topology(new Shards(3), () -> Set.of("default"), false))) {
            assertThatThrownBy(other::openChannel)
                    .isInstanceOf(MessagingException.class)
                    .hasMessageContaining("no exchange taskmill.shards.3")
                    .hasMessageContaining("taskmill.shards=3");
            assertThat(other.isOpen()).isFalse();
        }
        assertThat(real.queueExists("events.2")).isFalse();
    }

    @Test
    void aPoolThatIsKnownLaterGetsItsQueuesAtTheNextConnect() throws Exception {
        Set<String> pools = new CopyOnWriteArraySet<>(Set.of("default"));
        try (BrokerConnection growing = broker.connection("growing", new Topology(new Shards(2), () -> pools, true))) {
            growing.openChannel().close();
            pools.add("gpu");
            assertThat(real.queueExists("work.gpu.low")).isFalse();
            await().atMost(Broker.PATIENCE).until(() -> real.closeConnections() > 0);
            await().atMost(Broker.PATIENCE).until(() -> !growing.isOpen());
            Broker.openOnceItMay(growing).close();
            assertThat(real.queueExists("work.gpu.low")).isTrue();
        }
    }

    @Test
    void whoOnlyConsumesDeclaresNothingUntilAQueueIsMissing() throws Exception {
        connection.openChannel().close();
        real.delete("work.default.low");
        try (BrokerConnection consuming = broker.consuming("consume")) {
            consuming.openChannel().close();
            assertThat(real.queueExists("work.default.low")).isFalse();
            consuming.declareAgain();
            assertThat(real.queueExists("work.default.low")).isTrue();
        }
    }

    @Test
    void afterAFailedAttemptNobodyConnectsBeforeThePauseIsOver() {
        List<Long> attempts = new CopyOnWriteArrayList<>();
        int port = FreePorts.next();
        try (BrokerConnection nowhere =
                broker.watched(port, "nowhere", Declares.ALL, () -> attempts.add(System.nanoTime()))) {
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(nowhere::openChannel)
                        .isInstanceOf(MessagingException.class)
                        .hasMessageContaining("127.0.0.1:" + port)
                        .hasMessageContaining("refused");
            }
            assertThat(attempts).hasSize(1);
            assertThat(nowhere.pause(new Backoff(new Random(1)))).isPositive().isLessThanOrEqualTo(ConnectPause.FIRST);
        }
    }

    @Test
    void aQueueThatWasDeletedIsBackAfterTheNextConnect() throws Exception {
        connection.openChannel().close();
        real.delete("work.default.low");
        connection.close();
        try (BrokerConnection next = broker.connection("next")) {
            next.openChannel().close();
            assertThat(real.queueExists("work.default.low")).isTrue();
        }
    }

    @Test
    void oneConnectionServesAllChannels() {
        withChannel(
                connection,
                one -> withChannel(connection, other -> {
                    assertThat(one.getConnection()).isSameAs(other.getConnection());
                    return true;
                }));
    }

    @Test
    void onceClosedItStaysClosed() throws Exception {
        connection.openChannel().close();
        connection.close();
        connection.close();
        assertThatThrownBy(connection::openChannel)
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("api-publish is closed");
    }

    @Test
    void aBrokerThatIsAwayIsNamed() {
        int port = FreePorts.next();
        try (BrokerConnection nowhere = broker.connectionTo(port)) {
            assertThatThrownBy(nowhere::openChannel)
                    .isInstanceOf(MessagingException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("refused");
        }
    }
}
