package io.taskmill.runtime;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.ConnectionFactory;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.BrokerConnection.Declares;
import io.taskmill.messaging.Topology;
import io.taskmill.testkit.RealBroker;
import java.util.List;
import java.util.Random;

/** Connections to a test's virtual host. */
final class Connections {

    private Connections() {}

    static BrokerConnection named(RealBroker broker, String name, Topology topology) {
        return named(broker, name, topology, Declares.ALL);
    }

    static BrokerConnection consuming(RealBroker broker, String name, Topology topology) {
        return named(broker, name, topology, Declares.WHEN_MISSING);
    }

    private static BrokerConnection named(RealBroker broker, String name, Topology topology, Declares declares) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUsername(broker.username());
        factory.setPassword(broker.password());
        factory.setVirtualHost(broker.virtualHost());
        factory.setAutomaticRecoveryEnabled(false);
        return new BrokerConnection(
                factory, List.of(new Address(broker.host(), broker.port())), name, topology, declares, new Random());
    }
}
