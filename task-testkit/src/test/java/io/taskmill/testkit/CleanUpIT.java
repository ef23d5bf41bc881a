package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What a test class leaves behind on the servers: nothing. */
class CleanUpIT {

    private static volatile String virtualHost = "";
    private static volatile String databaseName = "";

    /** Run through JUnit's own test kit below, not by the build. */
    static class Probe {

        @RegisterExtension
        static final RealBroker broker = new RealBroker();

        @RegisterExtension
        static final RealStore store = new RealStore();

        @Test
        void leavesSomethingEverywhere() {
            virtualHost = broker.virtualHost();
            databaseName = store.database();
            store.withDatabase(database -> database.getCollection("left").insertOne(new Document()));
            assertThat(databases()).contains(store.database());
        }
    }

    @Test
    void deletesTheVirtualHostAndTheDatabaseOfTheClass() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Probe.class))
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(1));
        assertThat(databases()).doesNotContain(databaseName);
        try (Management management = new Management(BrokerServer.search().find().orElseThrow())) {
            assertThat(management.get("", "vhosts", virtualHost)).isEmpty();
            assertThat(management.get("", "vhosts", "/")).isPresent();
        }
    }

    private static List<String> databases() {
        try (MongoClient client =
                MongoClients.create(StoreServer.search().find().orElseThrow().uri("admin"))) {
            return client.listDatabaseNames().into(new ArrayList<>());
        }
    }
}
