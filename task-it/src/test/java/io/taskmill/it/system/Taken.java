package io.taskmill.it.system;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import io.taskmill.messaging.MessageHeaders;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunCommand;
import io.taskmill.testkit.RealBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A command that lay in a work queue.
 *
 * @param again whether it was marked as perhaps published before
 */
public record Taken(TaskId task, boolean again) {

    /** Whoever has got nothing for so long has got all. */
    private static final long SILENCE_MILLIS = 3_000;

    /** Takes all that lie there. */
    public static List<Taken> allOf(RealBroker broker, String queue) {
        WireCodec codec = new WireCodec();
        ConnectionFactory factory = new ConnectionFactory();
        BlockingQueue<Delivery> arriving = new LinkedBlockingQueue<>();
        List<Taken> taken = new ArrayList<>();
        try {
            factory.setUri(broker.uri());
            try (Connection connection = factory.newConnection("taken");
                    Channel channel = connection.createChannel()) {
                var _ = channel.basicConsume(queue, true, (_, delivery) -> arriving.add(delivery), _ -> {
                    // the queue is not deleted while it is read
                });
                for (Delivery next = arriving.poll(SILENCE_MILLIS, TimeUnit.MILLISECONDS);
                        next != null;
                        next = arriving.poll(SILENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    RunCommand command = (RunCommand) codec.decodeShardMessage(next.getBody());
                    Map<String, Object> headers = next.getProperties().getHeaders();
                    taken.add(new Taken(
                            command.task(), headers != null && Boolean.TRUE.equals(headers.get(MessageHeaders.AGAIN))));
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("cannot take what lies in " + queue, e);
        }
        return taken;
    }
}
