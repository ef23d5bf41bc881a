package io.taskmill.store;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.taskmill.model.ChunkKey;
import io.taskmill.model.Shards;
import io.taskmill.model.family.Chunk;
import java.util.concurrent.TimeUnit;

/** The documents of the parts of families. */
public final class ChunkStore extends ShardEntities<ChunkKey, Chunk> {

    static final String COLLECTION = "families";

    public ChunkStore(MongoDatabase database, Shards shards) {
        super(database, COLLECTION, new ChunkMapping(shards));
    }

    static void ensureIndexes(MongoDatabase database) {
        ShardEntities.ensureIndexes(database, COLLECTION);
        IndexOptions expires = TaskStore.only(ChunkMapping.EXPIRES, ChunkMapping.EXPIRES);
        database.getCollection(COLLECTION)
                .createIndex(Indexes.ascending(ChunkMapping.EXPIRES), expires.expireAfter(0L, TimeUnit.SECONDS));
    }
}
