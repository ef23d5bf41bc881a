package io.taskmill.store;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.taskmill.model.Shards;
import io.taskmill.model.rate.Rate;
import java.util.concurrent.TimeUnit;

/** The documents of rates. One that has held nobody back for a day is gone. */
public final class RateStore extends ShardEntities<String, Rate> {

    private static final String COLLECTION = "rates";

    public RateStore(MongoDatabase database, Shards shards) {
        super(database, COLLECTION, new RateMapping(shards));
    }

    static void ensureIndexes(MongoDatabase database) {
        ensureIndexes(database, COLLECTION);
        database.getCollection(COLLECTION)
                .createIndex(
                        Indexes.ascending(RateMapping.EXPIRES),
                        new IndexOptions().name("expires").expireAfter(0L, TimeUnit.SECONDS));
    }
}
