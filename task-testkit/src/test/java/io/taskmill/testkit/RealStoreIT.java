package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RealStoreIT {

    @RegisterExtension
    static final RealStore store = new RealStore();

    @Test
    void hasADatabaseOfItsOwnInItsUri() {
        assertThat(store.database()).startsWith("test-RealStoreIT-");
        assertThat(store.uri()).startsWith("mongodb://").contains("/" + store.database() + "?");
    }

    @Test
    void showsWhatIsInACollection() {
        store.withDatabase(database -> database.getCollection("shown")
                .insertOne(new Document("_id", "a")
                        .append("n", 1)
                        .append("in", new Document("list", List.of(new Document("x", 2))))));
        assertThat(store.collections()).contains("shown");
        assertThat(store.find("shown", "{n: {$gt: 0}}"))
                .containsExactly(Map.of("_id", "a", "n", 1, "in", Map.of("list", List.of(Map.of("x", 2)))));
        assertThat(store.count("shown", "{}")).isEqualTo(1);
        assertThat(store.count("shown", "{n: 2}")).isZero();
        assertThat(store.count("absent", "{}")).isZero();
    }

    @Test
    void isAReplicaSet() {
        Document hello = store.withDatabase(database -> database.runCommand(new Document("hello", 1)));
        assertThat(hello).containsKey("setName").containsEntry("isWritablePrimary", true);
    }

    @Nested
    class InANestedClass {

        @Test
        void sharesTheDatabaseOfTheEnclosingClass() {
            assertThat(store.database()).startsWith("test-RealStoreIT-");
        }
    }
}
