package io.taskmill.messaging;

import com.rabbitmq.client.BuiltinExchangeType;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.WorkQueue;
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

    /** Fanout exchange of what projectors have written, for whoever listens. */
    public static final String CHANGES = "taskmill.changes";

    /** Queue of what could not be decoded or routed. */
    public static final String DEAD = "taskmill.dead";

    /** Exclusive queue in which nothing lies: whose connection has it, may fetch dead letters. */
    public static final String DEAD_TURN = "taskmill.dead.turn";

    private static final String WORK = "work.";
    private static final String SHARD = "events.";

    private static final Map<String, Object> SINGLE_ACTIVE_CONSUMER = Map.of("x-single-active-consumer", true);

    public static String workQueue(String pool, Priority priority) {
        return workQueue(new WorkQueue(pool, priority, false));
    }

    /**
     * {@code work.<pool>.<priority>}, {@code work.<pool>.strict-<priority>} where starts wait for their grant, or
     * {@code work.<pool>.suspect}.
     */
    public static String workQueue(WorkQueue queue) {
        return WORK + queue.text();
    }

    public static String eventQueue(int shard) {
        return SHARD + shard;
    }

    /** Whether it is a name that a work queue or the queue of one of these shards may have. */
    public boolean isOfTasks(String queue) {
        try {
            if (queue.startsWith(WORK)) {
                return workQueue(WorkQueue.parse(queue.substring(WORK.length())))
                        .equals(queue);
            }
            if (queue.startsWith(SHARD)) {
                int shard = Integer.parseInt(queue.substring(SHARD.length()));
                return shard >= 0 && shard < shards.count() && eventQueue(shard).equals(queue);
            }
        } catch (IllegalArgumentException e) {
            return false; // a name that begins as one of Taskmill's and does not go on as one
        }
        return false;
    }

    public static String controlQueue(String session) {
        return "control." + session;
    }

    /** @param listener names who listens, anew each time that it connects */
    public static String changesQueue(String listener) {
        return "changes." + listener;
    }

    public static String runKey(String pool, Priority priority, int shard) {
        return runKey(new WorkQueue(pool, priority, false), shard);
    }

    /** {@code run.<pool>.<priority>.<shard>}, or {@code run.<pool>.strict-<priority>.<shard>} */
    public static String runKey(WorkQueue queue, int shard) {
        return "run." + queue.text() + "." + shard;
    }

    public static String eventKey(int shard) {
        return Integer.toString(shard);
    }

    void declare(QueueDeclarer declarer) throws IOException {
        declarer.channel().exchangeDeclare(COMMANDS, BuiltinExchangeType.TOPIC, true);
        declarer.channel().exchangeDeclare(EVENTS, BuiltinExchangeType.DIRECT, true);
        declarer.channel().exchangeDeclare(CHANGES, BuiltinExchangeType.FANOUT, true);
        declarer.quorumQueue(DEAD, Map.of());
        for (int shard = 0; shard < shards.count(); shard++) {
            declarer.quorumQueue(eventQueue(shard), SINGLE_ACTIVE_CONSUMER);
            declarer.channel().queueBind(eventQueue(shard), EVENTS, eventKey(shard));
            declarer.channel().queueBind(eventQueue(shard), COMMANDS, "run.*.*." + shard);
        }
        for (String pool : pools.get()) {
            for (Priority priority : Priority.values()) {
                declareWorkQueue(declarer, new WorkQueue(pool, priority, false));
                declareWorkQueue(declarer, new WorkQueue(pool, priority, true));
            }
            declareWorkQueue(declarer, WorkQueue.ofSuspects(pool));
        }
    }

    static void declareWorkQueue(QueueDeclarer declarer, WorkQueue queue) throws IOException {
        String name = workQueue(queue);
        declarer.quorumQueue(name, Map.of());
        declarer.channel().queueBind(name, COMMANDS, "run." + queue.text() + ".*");
    }

    String shardsExchange() {
        return "taskmill.shards." + shards.count();
    }
}
