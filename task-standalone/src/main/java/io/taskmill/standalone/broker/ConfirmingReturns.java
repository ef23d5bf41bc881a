package io.taskmill.standalone.broker;

import java.util.function.IntConsumer;
import org.apache.qpid.server.message.InstanceProperties;
import org.apache.qpid.server.message.MessageContentSource;
import org.apache.qpid.server.protocol.v0_8.AMQMessage;
import org.apache.qpid.server.protocol.v0_8.AMQShortString;
import org.apache.qpid.server.protocol.v0_8.ProtocolOutputConverter;
import org.apache.qpid.server.protocol.v0_8.transport.AMQDataBlock;
import org.apache.qpid.server.protocol.v0_8.transport.ContentHeaderBody;
import org.apache.qpid.server.protocol.v0_8.transport.MessagePublishInfo;

/** Writes as the original does, and tells of each message that was returned. */
record ConfirmingReturns(ProtocolOutputConverter original, IntConsumer returned) implements ProtocolOutputConverter {

    @Override
    public void writeReturn(
            MessagePublishInfo info,
            ContentHeaderBody header,
            MessageContentSource content,
            int channelId,
            int replyCode,
            AMQShortString replyText) {
        original.writeReturn(info, header, content, channelId, replyCode, replyText);
        returned.accept(channelId);
    }

    @Override
    public void confirmConsumerAutoClose(int channelId, AMQShortString consumerTag) {
        original.confirmConsumerAutoClose(channelId, consumerTag);
    }

    @Override
    public long writeDeliver(
            AMQMessage message, InstanceProperties properties, int channelId, long tag, AMQShortString consumerTag) {
        return original.writeDeliver(message, properties, channelId, tag, consumerTag);
    }

    @Override
    public long writeGetOk(AMQMessage message, InstanceProperties properties, int channelId, long tag, int queueSize) {
        return original.writeGetOk(message, properties, channelId, tag, queueSize);
    }

    @Override
    public void writeFrame(AMQDataBlock block) {
        original.writeFrame(block);
    }
}
