package io.taskmill.it.system;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.taskmill.it.ledger.LedgerHandler;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.testkit.RealBroker;
import java.time.Instant;
import java.util.UUID;

/** Many submissions, published as an API would, but quicker than over HTTP. */
public record Backlog(String type, boolean strict, int tasks) {

    private static final Shards SHARDS = new Shards(8);
    private static final long CONFIRMED_WITHIN_MILLIS = 60_000;
    private static final int PERSISTENT = 2;

    /** @param type LEDGER or STRICT_LEDGER */
    public static Backlog of(String type, int tasks) {
        return new Backlog(type, type.startsWith("STRICT"), tasks);
    }

    /** Returns once the broker has them all. */
    public void publish(RealBroker broker) {
        WireCodec codec = new WireCodec();
        AMQP.BasicProperties properties =
                new AMQP.BasicProperties.Builder().deliveryMode(PERSISTENT).build();
        TaskPolicy policy = new TaskPolicy(TaskPolicy.DEFAULT.retry(), TaskPolicy.DEFAULT.timeouts(), strict);
        Instant now = Instant.now();
        try (Connection connection = connect(broker);
                Channel channel = connection.createChannel()) {
            var _ = channel.confirmSelect();
            for (int i = 0; i < tasks; i++) {
                TaskSpec spec = new TaskSpec(
                        type,
                        1,
                        LedgerHandler.POOL,
                        Priority.NORMAL,
                        new Json("{\"millis\":0}"),
                        null,
                        null,
                        null,
                        now,
                        policy);
                RunCommand command = new RunCommand(new TaskId(UUID.randomUUID()), 1, spec);
                String key = Topology.runKey(spec.queue(), SHARDS.of(command.task()));
                channel.basicPublish(Topology.COMMANDS, key, properties, codec.encode(command));
            }
            channel.waitForConfirmsOrDie(CONFIRMED_WITHIN_MILLIS);
        } catch (Exception e) {
            throw new IllegalStateException("cannot publish a backlog of " + tasks, e);
        }
    }

    private static Connection connect(RealBroker broker) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        return factory.newConnection("backlog");
    }
}
