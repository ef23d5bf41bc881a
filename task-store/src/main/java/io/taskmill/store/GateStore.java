package io.taskmill.store;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.taskmill.model.Shards;
import io.taskmill.model.gate.Gate;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The documents of gates. One that nobody holds, waits for or has set is gone after a day. */
public final class GateStore extends ShardEntities<String, Gate> {

    private static final String COLLECTION = "gates";

    public GateStore(MongoDatabase database, Shards shards) {
        super(database, COLLECTION, new GateMapping(shards));
    }

    static void ensureIndexes(MongoDatabase database) {
        ensureIndexes(database, COLLECTION);
        database.getCollection(COLLECTION)
                .createIndex(
                        Indexes.ascending(GateMapping.EXPIRES),
                        new IndexOptions().name("expires").expireAfter(0L, TimeUnit.SECONDS));
    }

    /**
     * Gates in the order of their keys.
     *
     * @param after the key that the page comes after; null for the first page
     */
    public Collection<Versioned<Gate>> page(@Nullable String after, int limit) {
        return read(Filters.gt("_id", after == null ? "" : after), Indexes.ascending("_id"), "_id_", limit)
                .values();
    }
}
