package io.taskmill.messaging;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import io.taskmill.model.Names;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The names of all exchanges and queues, and their declaration. Declaring is idempotent; whoever publishes declares all
 * of it when it connects, so that no start order matters. Plain AMQP 0-9-1: the {@code x-} arguments add safety or
 * speed, never meaning.
 *
 * @param pools those whose work queues are declared, asked for at each connect
 * @param owner whether this process fixes the number of shards (the projector) or only checks it
 */
public record Topology(Shards shards, Supplier<Set<String>> pools, boolean owner) {

    /** Topic exchange of commands; one routing key reaches the work queue and the event shard. */
    public static final String COMMANDS = "taskmill.commands";

    /** Direct exchange of everything that only a shard's consumer reads; the routing key is the shard's number. */
    public static final String EVENTS = "taskmill.events";

    /** Queue of what could not be decoded or routed. */
    public static final String DEAD = "taskmill.dead";

    private static final Map<String, Object> WORK_QUEUE = Map.of("x-queue-type", "quorum");
    private static final Map<String, Object> EVENT_QUEUE =
            Map.of("x-queue-type", "quorum", "x-single-active-consumer", true);

    public static String workQueue(String pool, Priority priority) {
        return "work." + Names.requirePool(pool) + "." + priority.text();
    }

    public static String eventQueue(int shard) {
        return "events." + shard;
    }

    public static String controlQueue(String session) {
        return "control." + session;
    }

    /** {@code run.<pool>.<priority>.<shard>} */
    public static String runKey(String pool, Priority priority, int shard) {
        return "run." + Names.requirePool(pool) + "." + priority.text() + "." + shard;
    }

    public static String eventKey(int shard) {
        return Integer.toString(shard);
    }

    void declare(Channel channel) throws IOException {
        channel.exchangeDeclare(COMMANDS, BuiltinExchangeType.TOPIC, true);
        channel.exchangeDeclare(EVENTS, BuiltinExchangeType.DIRECT, true);
        channel.queueDeclare(DEAD, true, false, false, WORK_QUEUE);
        for (int shard = 0; shard < shards.count(); shard++) {
            channel.queueDeclare(eventQueue(shard), true, false, false, EVENT_QUEUE);
            channel.queueBind(eventQueue(shard), EVENTS, eventKey(shard));
            channel.queueBind(eventQueue(shard), COMMANDS, "run.*.*." + shard);
        }
        for (String pool : pools.get()) {
            declarePool(channel, pool);
        }
    }

    private static void declarePool(Channel channel, String pool) throws IOException {
        for (Priority priority : Priority.values()) {
            String queue = workQueue(pool, priority);
            channel.queueDeclare(queue, true, false, false, WORK_QUEUE);
            channel.queueBind(queue, COMMANDS, "run." + pool + "." + priority.text() + ".*");
        }
    }

    String shardsExchange() {
        return "taskmill.shards." + shards.count();
    }
}
