package io.taskmill.standalone.broker;

import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Protocol;
import org.apache.qpid.server.model.Transport;
import org.apache.qpid.server.model.port.AmqpPort;
import org.apache.qpid.server.plugin.ProtocolEngineCreator;
import org.apache.qpid.server.protocol.v0_8.ProtocolEngineCreator_0_9_1;
import org.apache.qpid.server.transport.AggregateTicker;
import org.apache.qpid.server.transport.ProtocolEngine;
import org.apache.qpid.server.transport.ServerNetworkConnection;
import org.jspecify.annotations.Nullable;

/** AMQP 0-9-1 by {@link RabbitLikeConnection}s; found by the broker through its service loader. */
public final class RabbitLikeProtocol implements ProtocolEngineCreator {

    private final ProtocolEngineCreator original = ProtocolEngineCreator_0_9_1.getInstance();

    @Override
    public Protocol getVersion() {
        return original.getVersion();
    }

    @Override
    public byte[] getHeaderIdentifier() {
        return original.getHeaderIdentifier();
    }

    @Override
    public ProtocolEngine newProtocolEngine(
            Broker<?> broker,
            ServerNetworkConnection network,
            AmqpPort<?> port,
            Transport transport,
            long id,
            AggregateTicker ticker) {
        RabbitLikeConnection connection =
                new RabbitLikeConnection(broker, network, port, transport, getVersion(), id, ticker);
        connection.create();
        return connection;
    }

    @Override
    public byte @Nullable [] getSuggestedAlternativeHeader() {
        return null;
    }

    /** Another name than the original's, which is switched off by its. */
    @Override
    public String getType() {
        return "taskmill";
    }
}
