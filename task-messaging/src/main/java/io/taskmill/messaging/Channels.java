package io.taskmill.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What publishers and consumers do with their channels alike. */
public final class Channels {

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    private Channels() {}

    /**
     * Closes a channel that may be gone already.
     *
     * @param user names who used it, for the log
     */
    public static void close(Channel channel, String user) {
        try {
            if (channel.isOpen()) {
                channel.close();
            }
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            LOG.debug("channel was gone already user={} reason={}", user, e.getMessage());
        }
    }

    /** Whether the broker closed the channel because there is no such queue. */
    public static boolean isMissing(Exception e) {
        return closeCode(e) == AMQP.NOT_FOUND;
    }

    /** Whether the broker closed the channel because another connection has this queue for itself. */
    public static boolean isTaken(Exception e) {
        return closeCode(e) == AMQP.RESOURCE_LOCKED;
    }

    /** The code with which the broker closed the channel; 0 if it did not. */
    static int closeCode(Exception e) {
        Throwable cause = e instanceof ShutdownSignalException ? e : e.getCause();
        return cause instanceof ShutdownSignalException signal && signal.getReason() instanceof AMQP.Channel.Close close
                ? close.getReplyCode()
                : 0;
    }
}
