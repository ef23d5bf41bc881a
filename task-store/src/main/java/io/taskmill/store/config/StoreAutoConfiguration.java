package io.taskmill.store.config;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import io.taskmill.store.IdempotencyStore;
import io.taskmill.store.Installation;
import io.taskmill.store.JournalStore;
import io.taskmill.store.LostSessionStore;
import io.taskmill.store.PausesStore;
import io.taskmill.store.RunLogStore;
import io.taskmill.store.TaskCountStore;
import io.taskmill.store.TaskTypeStore;
import java.util.concurrent.TimeUnit;
import org.bson.UuidRepresentation;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** Sets what Taskmill's promises need of the driver, and offers what does not depend on the number of shards. */
@AutoConfiguration(after = DataMongoAutoConfiguration.class)
class StoreAutoConfiguration {

    /** A write counts when it survives the loss of any one member; a read sees only such writes; neither hangs. */
    @Bean
    MongoClientSettingsBuilderCustomizer durableAndBounded() {
        return settings -> settings.writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .timeout(10, TimeUnit.SECONDS)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(3, TimeUnit.SECONDS));
    }

    @Bean
    Installation installation(MongoDatabaseFactory databases) {
        return new Installation(databases.getMongoDatabase());
    }

    @Bean
    TaskTypeStore taskTypeStore(MongoDatabaseFactory databases) {
        return new TaskTypeStore(databases.getMongoDatabase());
    }

    @Bean
    LostSessionStore lostSessionStore(MongoDatabaseFactory databases) {
        return new LostSessionStore(databases.getMongoDatabase());
    }

    @Bean
    IdempotencyStore idempotencyStore(MongoDatabaseFactory databases) {
        return new IdempotencyStore(databases.getMongoDatabase());
    }

    @Bean
    TaskCountStore taskCountStore(MongoDatabaseFactory databases) {
        return new TaskCountStore(databases.getMongoDatabase());
    }

    @Bean
    RunLogStore runLogStore(MongoDatabaseFactory databases) {
        return new RunLogStore(databases.getMongoDatabase());
    }

    @Bean
    JournalStore journalStore(MongoDatabaseFactory databases) {
        return new JournalStore(databases.getMongoDatabase());
    }

    @Bean
    PausesStore pausesStore(MongoDatabaseFactory databases) {
        return new PausesStore(databases.getMongoDatabase());
    }

    @Bean
    StoreFactory storeFactory(MongoDatabaseFactory databases) {
        return new StoreFactory(databases.getMongoDatabase());
    }
}
