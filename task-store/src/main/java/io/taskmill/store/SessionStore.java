package io.taskmill.store;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.taskmill.model.Shards;
import io.taskmill.model.session.Session;
import java.util.Map;

/** The documents of worker sessions. */
public final class SessionStore extends EntityCollection<String, Session> {

    private static final String COLLECTION = "sessions";

    public SessionStore(MongoDatabase database, Shards shards) {
        super(database.getCollection(COLLECTION), new SessionMapping(shards));
    }

    static void ensureIndexes(MongoDatabase database) {
        database.getCollection(COLLECTION)
                .createIndex(
                        Indexes.ascending(SessionMapping.SHARD, SessionMapping.STATUS),
                        new IndexOptions().name("status"));
        database.getCollection(COLLECTION)
                .createIndex(
                        Indexes.ascending(SessionMapping.SHARD),
                        new IndexOptions()
                                .name("untold")
                                .partialFilterExpression(Filters.exists(SessionMapping.UNTOLD)));
    }

    /** The sessions of the shard whose lease runs. */
    public Map<String, Versioned<Session>> active(int shard, int limit) {
        return read(
                Filters.and(
                        Filters.eq(SessionMapping.SHARD, shard),
                        Filters.eq(SessionMapping.STATUS, Session.Status.ACTIVE.name())),
                limit);
    }

    /** The sessions of the shard that are over and of which some shard has yet to be told. */
    public Map<String, Versioned<Session>> untold(int shard, int limit) {
        return read(Filters.and(Filters.eq(SessionMapping.SHARD, shard), Filters.exists(SessionMapping.UNTOLD)), limit);
    }
}
