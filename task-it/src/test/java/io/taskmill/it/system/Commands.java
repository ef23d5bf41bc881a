package io.taskmill.it.system;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.message.RunCommand;
import io.taskmill.testkit.RealBroker;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;

/** Publishes submissions as an API would, but without the cost of HTTP. For one thread. */
final class Commands implements AutoCloseable {

    private static final Shards SHARDS = new Shards(8);
    private static final long CONFIRMED_WITHIN_MILLIS = 60_000;
    private static final int ID_KEY_BYTES = 16;
    private static final AMQP.BasicProperties PERSISTENT =
            new AMQP.BasicProperties.Builder().deliveryMode(2).build();

    private final WireCodec codec = new WireCodec();
    private final TaskIds ids;
    private final Connection connection;
    private final Channel channel;

    Commands(RealBroker broker) {
        SecureRandom random = new SecureRandom();
        ids = new TaskIds(random.generateSeed(ID_KEY_BYTES), random);
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(broker.uri());
            connection = factory.newConnection("commands");
            channel = connection.createChannel();
            var _ = channel.confirmSelect();
        } catch (Exception e) {
            throw new IllegalStateException("cannot publish to " + broker.virtualHost(), e);
        }
    }

    /** Publishes a task of the first version of a type, without waiting for the confirm; gives its id. */
    TaskId publish(String type, String pool, String params, TaskPolicy policy) {
        Instant now = Instant.now();
        TaskSpec spec = new TaskSpec(type, 1, pool, Priority.NORMAL, new Json(params), null, null, null, now, policy);
        RunCommand command = new RunCommand(ids.mint(now), 1, spec);
        String key = Topology.runKey(spec.queue(), SHARDS.of(command.task()));
        try {
            channel.basicPublish(Topology.COMMANDS, key, PERSISTENT, codec.encode(command));
            return command.task();
        } catch (IOException e) {
            throw new IllegalStateException("cannot publish " + command, e);
        }
    }

    /** Returns once the broker has all that were published. */
    void awaitConfirms() {
        try {
            channel.waitForConfirmsOrDie(CONFIRMED_WITHIN_MILLIS);
        } catch (Exception e) {
            throw new IllegalStateException("the broker does not confirm what was published", e);
        }
    }

    @Override
    public void close() {
        connection.abort();
    }
}
