package io.taskmill.it.system;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.taskmill.testkit.RealBroker;
import java.util.concurrent.CompletableFuture;

/** Takes a message and never acknowledges it: what a broker's time for that is for. */
public final class StuckConsumer implements AutoCloseable {

    private static final String QUEUE = "stuck";

    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final Connection connection;

    /** Returns once it has its message. */
    public StuckConsumer(RealBroker broker) {
        broker.declare(QUEUE);
        CompletableFuture<Void> delivered = new CompletableFuture<>();
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(broker.uri());
            factory.setAutomaticRecoveryEnabled(false);
            connection = factory.newConnection("stuck consumer");
            Channel channel = connection.createChannel();
            channel.addShutdownListener(signal -> closed.complete(reason(signal)));
            channel.basicPublish("", QUEUE, null, new byte[] {1});
            channel.basicConsume(QUEUE, false, (_, _) -> delivered.complete(null), _ -> {});
        } catch (Exception e) {
            throw new IllegalStateException("cannot consume at " + broker.virtualHost(), e);
        }
        delivered.join();
    }

    private static String reason(ShutdownSignalException signal) {
        return String.valueOf(signal.getMessage());
    }

    /** Completed with the reason once its channel is closed. */
    public CompletableFuture<String> closed() {
        return closed;
    }

    @Override
    public void close() {
        connection.abort();
    }
}
