package io.taskmill.standalone.broker;

import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.qpid.server.protocol.v0_8.AMQChannel;
import org.apache.qpid.server.protocol.v0_8.transport.ServerChannelMethodProcessor;
import org.jspecify.annotations.Nullable;

/** What a connection knows of one channel beyond what Qpid does. Confined to the connection's thread. */
final class ChannelExtras {

    private final Queue<Long> refused = new ArrayDeque<>();
    private final Prefetch prefetch = new Prefetch();
    private @Nullable ServerChannelMethodProcessor processor;

    /** Tags of messages that no queue took and that are about to be returned, in that order. */
    Queue<Long> refused() {
        return refused;
    }

    Prefetch prefetch() {
        return prefetch;
    }

    ServerChannelMethodProcessor processor(AMQChannel channel) {
        if (processor == null) {
            processor = PrefetchingChannel.of(channel, prefetch);
        }
        return processor;
    }
}
