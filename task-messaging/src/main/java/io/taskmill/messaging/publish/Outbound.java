package io.taskmill.messaging.publish;

import io.taskmill.messaging.MessageHeaders;
import io.taskmill.messaging.Topology;
import io.taskmill.model.message.RunCommand;
import java.time.Instant;
import java.util.Map;

/**
 * A message to publish.
 *
 * @param body not copied, not to be changed
 * @param lasting whether it is persistent and mandatory; else it is for whoever listens at that moment, if anybody does
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and bodies are handed on without copying
public record Outbound(String exchange, String routingKey, byte[] body, Map<String, Object> headers, boolean lasting) {

    /** Headers must fit into one frame. */
    private static final int MAX_REASON = 1_000;

    private static final Map<String, Object> AGAIN = Map.of(MessageHeaders.AGAIN, true);

    public Outbound {
        headers = Map.copyOf(headers);
    }

    /** A lasting one. */
    public Outbound(String exchange, String routingKey, byte[] body, Map<String, Object> headers) {
        this(exchange, routingKey, body, headers, true);
    }

    /**
     * To a work queue and an event shard at once.
     *
     * @param again whether it may have been published before
     */
    public static Outbound command(RunCommand command, int shard, byte[] body, boolean again) {
        String key = Topology.runKey(command.queue(), shard);
        return new Outbound(Topology.COMMANDS, key, body, again ? AGAIN : Map.of());
    }

    /** To an event shard. */
    public static Outbound event(int shard, byte[] body) {
        return new Outbound(Topology.EVENTS, Topology.eventKey(shard), body, Map.of());
    }

    /** To the control queue of a session. */
    public static Outbound control(String session, byte[] body) {
        return new Outbound("", Topology.controlQueue(session), body, Map.of());
    }

    /** To everybody who listens for changes of tasks. */
    public static Outbound changes(byte[] body) {
        return new Outbound(Topology.CHANGES, "", body, Map.of(), false);
    }

    /** To the dead letters, with why, where from and when. */
    public static Outbound dead(byte[] body, String reason, String origin, Instant buried) {
        return new Outbound(
                "",
                Topology.DEAD,
                body,
                Map.of(
                        MessageHeaders.REASON, shortened(reason),
                        MessageHeaders.ORIGIN, origin,
                        MessageHeaders.BURIED, buried.toString()));
    }

    /** A dead letter's body, back to the queue that it was read from. */
    public static Outbound replay(byte[] body, String origin) {
        return new Outbound("", origin, body, AGAIN);
    }

    private static String shortened(String reason) {
        return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "…";
    }

    Outbound markedAgain() {
        if (headers.containsKey(MessageHeaders.AGAIN)) {
            return this;
        }
        return new Outbound(exchange, routingKey, body, headers.isEmpty() ? AGAIN : headers, lasting);
    }
}
