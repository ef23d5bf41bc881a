package io.taskmill.store;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.taskmill.model.Shards;
import io.taskmill.model.session.Session;
import java.util.Collection;
import java.util.Map;
import java.util.stream.IntStream;

/** The documents of worker sessions. */
public final class SessionStore extends EntityCollection<String, Session> {

    private static final String COLLECTION = "sessions";
    private static final String STATUS_INDEX = "status";

    private final Shards shards;

    public SessionStore(MongoDatabase database, Shards shards) {
        super(database.getCollection(COLLECTION), new SessionMapping(shards));
        this.shards = shards;
    }

    static void ensureIndexes(MongoDatabase database) {
        database.getCollection(COLLECTION)
                .createIndex(
                        Indexes.ascending(SessionMapping.SHARD, SessionMapping.STATUS),
                        new IndexOptions().name(STATUS_INDEX));
        database.getCollection(COLLECTION)
                .createIndex(
                        Indexes.ascending(SessionMapping.SHARD),
                        new IndexOptions()
                                .name("untold")
                                .partialFilterExpression(Filters.exists(SessionMapping.UNTOLD)));
    }

    /** The sessions of the shard whose lease is measured: those that live, and those found cut off. */
    public Map<String, Versioned<Session>> leased(int shard, int limit) {
        return read(
                Filters.and(
                        Filters.eq(SessionMapping.SHARD, shard),
                        Filters.in(SessionMapping.STATUS, Session.Status.ACTIVE.name(), Session.Status.GONE.name())),
                limit);
    }

    /** The sessions of all shards whose lease runs. */
    public Collection<Session> living(int limit) {
        return read(
                        Filters.and(
                                Filters.in(
                                        SessionMapping.SHARD,
                                        IntStream.range(0, shards.count())
                                                .boxed()
                                                .toList()),
                                Filters.eq(SessionMapping.STATUS, Session.Status.ACTIVE.name())),
                        null,
                        STATUS_INDEX,
                        limit)
                .values()
                .stream()
                .map(Versioned::entity)
                .toList();
    }

    /** The sessions of the shard that are over and of which some shard has yet to be told. */
    public Map<String, Versioned<Session>> untold(int shard, int limit) {
        return read(Filters.and(Filters.eq(SessionMapping.SHARD, shard), Filters.exists(SessionMapping.UNTOLD)), limit);
    }
}
