package io.taskmill.messaging.dead;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Channels;
import io.taskmill.messaging.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to fetch letters, which one process has at a time: a queue that is its connection's alone, so that it ends
 * with the process. Who fetched while others hold letters would see only the rest, and would put that back in front.
 */
final class Turn implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(80);

    private final Channel channel;
    private final String user;

    private Turn(Channel channel, String user) {
        this.channel = channel;
        this.user = user;
    }

    /** @throws LettersBusyException if another process has it for so long */
    static Turn await(BrokerConnection connection, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Channel channel = connection.openChannel();
            try {
                channel.queueDeclare(Topology.DEAD_TURN, false, true, false, null);
                return new Turn(channel, connection.toString());
            } catch (IOException e) {
                Channels.close(channel, connection.toString());
                if (!Channels.isTaken(e)) {
                    throw e;
                }
                if (System.nanoTime() >= deadline) {
                    throw new LettersBusyException(
                            "another process has been at the dead letters for " + patience + "; try again");
                }
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    @Override
    public void close() {
        try {
            channel.queueDelete(Topology.DEAD_TURN);
        } catch (IOException | AlreadyClosedException e) {
            LOG.warn("turn at the dead letters goes with its connection only name={} reason={}", user, e.getMessage());
        } finally {
            Channels.close(channel, user);
        }
    }
}
