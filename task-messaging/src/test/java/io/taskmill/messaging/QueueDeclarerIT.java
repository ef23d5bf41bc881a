package io.taskmill.messaging;

import static io.taskmill.messaging.Broker.withChannel;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.taskmill.testkit.RealBroker;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueDeclarerIT {

    @RegisterExtension
    static final RealBroker real = new RealBroker();

    private static final BrokerVersion PRESENT = new BrokerVersion("RabbitMQ", 3);
    private static final BrokerVersion NEXT = new BrokerVersion("RabbitMQ", 4);

    private final Broker broker = new Broker(real);
    private final BrokerConnection connection = broker.connection("declaring");
    private final String queue = "q-" + UUID.randomUUID();

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void aQueueThatExistsWithOtherArgumentsIsKeptWithItsMessagesAndTheRestIsDeclared() {
        withChannel(connection, channel -> channel.queueDeclare(queue, true, false, false, null));
        broker.send(connection, queue, List.of("precious"));

        withChannel(connection, channel -> {
            try (QueueDeclarer declarer = new QueueDeclarer(channel.getConnection(), PRESENT)) {
                declarer.quorumQueue(queue, Map.of());
                declarer.quorumQueue(queue + "-next", Map.of("x-single-active-consumer", true));
            }
            return true;
        });

        assertThat(real.queueExists(queue + "-next")).isTrue();
        assertThat(broker.drain(connection, queue)).hasSize(1);
    }

    @Test
    void noDeliveryLimitIsAskedForWhereThereWouldBeOneAndNothingElsewhere() {
        assertThat(declaredArguments(PRESENT)).containsExactlyInAnyOrderEntriesOf(Map.of("x-queue-type", "quorum"));
        assertThat(declaredArguments(NEXT))
                .containsExactlyInAnyOrderEntriesOf(Map.of("x-queue-type", "quorum", "x-delivery-limit", -1));
    }

    /** What goes to the broker, recorded instead of sent: this broker would take a negative limit for 0. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> declaredArguments(BrokerVersion version) {
        List<Map<String, Object>> declared = new CopyOnWriteArrayList<>();
        Channel channel = recording(Channel.class, (method, arguments) -> {
            if (method.equals("queueDeclare")) {
                declared.add((Map<String, Object>) arguments[4]);
                return new AMQP.Queue.DeclareOk.Builder()
                        .queue("q")
                        .messageCount(0)
                        .consumerCount(0)
                        .build();
            }
            return false;
        });
        Connection announcing = recording(Connection.class, (_, _) -> channel);
        try (QueueDeclarer declarer = new QueueDeclarer(announcing, version)) {
            declarer.quorumQueue("q", Map.of());
        } catch (java.io.IOException e) {
            throw new IllegalStateException("nothing is sent here", e);
        }
        return declared.getFirst();
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T recording(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
