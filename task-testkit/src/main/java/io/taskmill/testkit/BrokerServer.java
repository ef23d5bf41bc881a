package io.taskmill.testkit;

import java.net.URI;
import java.util.Optional;
import org.testcontainers.rabbitmq.RabbitMQContainer;

/** Finds the RabbitMQ that all tests of a JVM share. */
final class BrokerServer {

    private static final String IMAGE = "rabbitmq:4.1-management";

    /** Figures a second old instead of five: the defaults make every wait for a queue's depth that long. */
    private static final String FRESH_STATISTICS =
            "-rabbit collect_statistics_interval 1000 -rabbit quorum_tick_interval 1000";

    private BrokerServer() {}

    static ServerSearch<BrokerAddress> search() {
        return new ServerSearch<>(
                "RabbitMQ",
                Setting.TASKMILL_TEST_RABBITMQ_URI.name(),
                BrokerServer::given,
                () -> DockerEngine.whenPresent(BrokerServer::startContainer),
                () -> ServicesFile.ofProject().broker());
    }

    private static Optional<BrokerAddress> given() {
        return Setting.TASKMILL_TEST_RABBITMQ_URI
                .value()
                .map(uri -> BrokerAddress.parse(
                        uri, Setting.TASKMILL_TEST_RABBITMQ_MANAGEMENT.value().orElse(null)));
    }

    /** Left to Testcontainers to remove when the JVM ends. */
    private static BrokerAddress startContainer() {
        RabbitMQContainer container =
                new RabbitMQContainer(IMAGE).withEnv("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", FRESH_STATISTICS);
        container.start();
        return new BrokerAddress(
                container.getHost(),
                container.getAmqpPort(),
                container.getAdminUsername(),
                container.getAdminPassword(),
                URI.create(container.getHttpUrl()));
    }
}
