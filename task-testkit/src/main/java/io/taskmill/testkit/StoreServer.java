package io.taskmill.testkit;

import java.util.Optional;
import org.testcontainers.mongodb.MongoDBContainer;

/** Finds the MongoDB that all tests of a JVM share. */
final class StoreServer {

    private static final String IMAGE = "mongo:8.0";

    private StoreServer() {}

    static ServerSearch<StoreAddress> search() {
        return new ServerSearch<>(
                "MongoDB",
                Setting.TASKMILL_TEST_MONGODB_URI.name(),
                StoreServer::given,
                () -> DockerEngine.whenPresent(StoreServer::startContainer),
                () -> ServicesFile.ofProject().store());
    }

    private static Optional<StoreAddress> given() {
        return Setting.TASKMILL_TEST_MONGODB_URI.value().map(StoreAddress::new);
    }

    /**
     * A replica set of one, left to Testcontainers to remove when the JVM ends. It is entered directly: the member's own
     * name, which a client would otherwise follow, is only known inside the container.
     */
    private static StoreAddress startContainer() {
        MongoDBContainer container = new MongoDBContainer(IMAGE).withReplicaSet();
        container.start();
        return new StoreAddress(container.getConnectionString() + "/?directConnection=true");
    }
}
