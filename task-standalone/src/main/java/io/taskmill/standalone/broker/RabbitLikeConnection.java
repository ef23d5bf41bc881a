package io.taskmill.standalone.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Protocol;
import org.apache.qpid.server.model.Queue;
import org.apache.qpid.server.model.Transport;
import org.apache.qpid.server.model.port.AmqpPort;
import org.apache.qpid.server.protocol.v0_8.AMQChannel;
import org.apache.qpid.server.protocol.v0_8.AMQPConnection_0_8Impl;
import org.apache.qpid.server.protocol.v0_8.ClientDeliveryMethod;
import org.apache.qpid.server.protocol.v0_8.ProtocolOutputConverter;
import org.apache.qpid.server.protocol.v0_8.transport.AMQDataBlock;
import org.apache.qpid.server.protocol.v0_8.transport.AMQFrame;
import org.apache.qpid.server.protocol.v0_8.transport.BasicAckBody;
import org.apache.qpid.server.protocol.v0_8.transport.BasicNackBody;
import org.apache.qpid.server.protocol.v0_8.transport.BasicQosOkBody;
import org.apache.qpid.server.protocol.v0_8.transport.QueueDeclareOkBody;
import org.apache.qpid.server.protocol.v0_8.transport.ServerChannelMethodProcessor;
import org.apache.qpid.server.transport.AggregateTicker;
import org.apache.qpid.server.transport.ServerNetworkConnection;

/**
 * A connection that behaves as RabbitMQ's does where Qpid's does not:
 *
 * <ul>
 *   <li>A mandatory message that no queue took is returned and then acknowledged; Qpid says nack and returns it then, so
 *       that a client could not tell it from a message that may have been taken.
 *   <li>A prefetch counts what was delivered since it was set; Qpid counts all that is unacknowledged on the channel, so
 *       that a consumer begun for one more message would never get it (see {@link Prefetch}).
 *   <li>A queue that is declared tells how many messages are ready; Qpid counts those that consumers hold as well.
 * </ul>
 */
final class RabbitLikeConnection extends AMQPConnection_0_8Impl {

    private final Map<Integer, ChannelExtras> channels = new ConcurrentHashMap<>();

    RabbitLikeConnection(
            Broker<?> broker,
            ServerNetworkConnection network,
            AmqpPort<?> port,
            Transport transport,
            Protocol protocol,
            long id,
            AggregateTicker ticker) {
        super(broker, network, port, transport, protocol, id, ticker);
    }

    private ChannelExtras channel(int id) {
        return channels.computeIfAbsent(id, _ -> new ChannelExtras());
    }

    /** Called once for each channel, when it is opened. */
    @Override
    public ClientDeliveryMethod createDeliveryMethod(int channelId) {
        ChannelExtras opened = new ChannelExtras();
        channels.put(channelId, opened);
        ClientDeliveryMethod original = super.createDeliveryMethod(channelId);
        return (target, message, properties, tag) -> {
            opened.prefetch().delivered(tag);
            return original.deliverToClient(target, message, properties, tag);
        };
    }

    @Override
    public ServerChannelMethodProcessor getChannelMethodProcessor(int channelId) {
        ServerChannelMethodProcessor original = super.getChannelMethodProcessor(channelId);
        return original instanceof AMQChannel channel ? channel(channelId).processor(channel) : original;
    }

    @Override
    public ProtocolOutputConverter getProtocolOutputConverter() {
        return new ConfirmingReturns(super.getProtocolOutputConverter(), this::returned);
    }

    @Override
    public synchronized void writeFrame(AMQDataBlock block) {
        if (!(block instanceof AMQFrame frame)) {
            super.writeFrame(block);
            return;
        }
        ChannelExtras channel = channel(frame.getChannel());
        switch (frame.getBodyFrame()) {
            case BasicNackBody nack -> channel.refused().add(nack.getDeliveryTag());
            case BasicQosOkBody _ when channel.prefetch().isAdapting() -> {} // the client has not asked
            case QueueDeclareOkBody declared ->
                super.writeFrame(new AMQFrame(frame.getChannel(), withReadyMessages(declared)));
            default -> super.writeFrame(block);
        }
    }

    private QueueDeclareOkBody withReadyMessages(QueueDeclareOkBody declared) {
        return getAddressSpace().getAttainedMessageSource(String.valueOf(declared.getQueue())) instanceof Queue<?> queue
                ? new QueueDeclareOkBody(declared.getQueue(), queue.getAvailableMessages(), declared.getConsumerCount())
                : declared;
    }

    private void returned(int channelId) {
        Long tag = channel(channelId).refused().poll();
        if (tag != null) {
            super.writeFrame(new AMQFrame(channelId, new BasicAckBody(tag, false)));
        }
    }
}
