package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RealBrokerIT {

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String queue = "queue/" + UUID.randomUUID();

    @BeforeEach
    void declareQueue() {
        declare(queue, "classic");
    }

    @Test
    void hasAVirtualHostOfItsOwnInItsUri() {
        assertThat(broker.virtualHost()).startsWith("test-RealBrokerIT-");
        assertThat(broker.uri()).startsWith("amqp://").endsWith(broker.port() + "/" + broker.virtualHost());
    }

    @Test
    void listsQueues() {
        assertThat(broker.queues()).contains(queue);
        assertThat(broker.queueExists(queue)).isTrue();
        assertThat(broker.queueExists("nowhere")).isFalse();
    }

    @Test
    void injectsAndReadsAMessageOfAnyShapeWithoutLosingIt() {
        byte[] body = {0, (byte) 0xFF, 'x'};
        assertThat(broker.publish("", queue, Map.of("type", "t/1"), Map.of("x-n", 7, "x-s", "ö"), body))
                .isTrue();
        for (int reading = 0; reading < 2; reading++) {
            List<Received> messages = broker.peek(queue, 10);
            assertThat(messages).singleElement().satisfies(message -> {
                assertThat(message.body()).isEqualTo(body);
                assertThat(message.routingKey()).isEqualTo(queue);
                assertThat(message.headers()).isEqualTo(Map.of("x-n", 7, "x-s", "ö"));
                assertThat(message.properties()).containsEntry("type", "t/1").containsEntry("delivery_mode", 2);
            });
        }
        assertThat(broker.ready(queue)).isEqualTo(1);
    }

    @Test
    void saysWhetherAMessageWasRouted() {
        assertThat(broker.publish("amq.direct", "nobody", Map.of(), text("x"))).isFalse();
        assertThatThrownBy(() -> broker.publish("no-exchange", "k", Map.of(), text("x")))
                .isInstanceOf(TestkitException.class)
                .hasMessageContaining("no exchange 'no-exchange'");
    }

    @Test
    void knowsTheDepthOfAClassicQueueAtOnce() {
        for (int i = 1; i <= 5; i++) {
            broker.publish("", queue, Map.of(), text("m" + i));
            assertThat(broker.ready(queue)).isEqualTo(i);
        }
        assertThat(broker.unacknowledged(queue)).isZero();
        broker.purge(queue);
        assertThat(broker.ready(queue)).isZero();
    }

    @Test
    void knowsTheDepthOfAQuorumQueueSoon() {
        declare("quorum", "quorum");
        broker.publish("", "quorum", Map.of(), text("m"));
        await().atMost(PATIENCE).until(() -> broker.ready("quorum") == 1);
        assertThat(broker.peek("quorum", 1)).extracting(Received::text).containsExactly("m");
        broker.delete("quorum");
        assertThat(broker.queueExists("quorum")).isFalse();
    }

    @Test
    void namesAQueueThatIsNotThere() {
        assertThatThrownBy(() -> broker.ready("nowhere")).hasMessageContaining("No queue 'nowhere'");
        assertThatThrownBy(() -> broker.purge("nowhere")).hasMessageContaining("No queue 'nowhere'");
        assertThatThrownBy(() -> broker.delete("nowhere")).hasMessageContaining("No queue 'nowhere'");
        assertThatThrownBy(() -> broker.peek("nowhere", 1)).isInstanceOf(TestkitException.class);
    }

    @Test
    void seesAndClosesTheConnectionsOfItsVirtualHost() throws IOException {
        try (RawConnection first = new RawConnection(broker, "worker-1");
                RawConnection second = new RawConnection(broker, "worker-2")) {
            await().atMost(PATIENCE)
                    .until(() -> Set.copyOf(broker.connectionNames()).equals(Set.of("worker-1", "worker-2")));
            assertThat(broker.closeConnections()).isEqualTo(2);
            assertThat(first.awaitCloseCode()).isEqualTo(320);
            assertThat(second.awaitCloseCode()).isEqualTo(320);
        }
        await().atMost(PATIENCE).until(() -> broker.connectionNames().isEmpty());
    }

    @Nested
    class InANestedClass {

        @Test
        void sharesTheVirtualHostOfTheEnclosingClass() {
            assertThat(broker.virtualHost()).startsWith("test-RealBrokerIT-");
            assertThat(broker.queueExists(queue)).isTrue();
        }
    }

    private static void declare(String name, String type) {
        try (Management management = new Management(BrokerServer.search().find().orElseThrow())) {
            Map<String, Object> queue = Map.of("durable", true, "arguments", Map.of("x-queue-type", type));
            management.put(queue, "queues", broker.virtualHost(), name);
        }
    }

    private static byte[] text(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
