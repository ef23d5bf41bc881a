package io.taskmill.store;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.taskmill.model.Shards;
import io.taskmill.model.entity.Entity;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The documents of the things that tasks work on. One that is gone is forgotten after a month. */
public final class EntityStore extends ShardEntities<String, Entity> {

    private static final String COLLECTION = "entities";
    private static final Bson BY_TYPE = Indexes.ascending(FactMapping.TYPE, "_id");

    public EntityStore(MongoDatabase database, Shards shards) {
        super(database, COLLECTION, new TrackedMapping(shards));
    }

    static void ensureIndexes(MongoDatabase database) {
        var entities = database.getCollection(COLLECTION);
        entities.createIndex(
                BY_TYPE,
                new IndexOptions()
                        .name(TrackedMapping.THERE)
                        .partialFilterExpression(Filters.exists(TrackedMapping.THERE)));
        entities.createIndex(
                Indexes.ascending(TrackedMapping.EXPIRES),
                new IndexOptions().name(TrackedMapping.EXPIRES).expireAfter(0L, TimeUnit.SECONDS));
    }

    /**
     * Those of a type that are there, in the order of their ids.
     *
     * @param after the key that the page comes after; null for the first page
     */
    public Collection<Versioned<Entity>> page(String type, @Nullable String after, int limit) {
        Bson page = Filters.and(
                Filters.exists(TrackedMapping.THERE),
                Filters.eq(FactMapping.TYPE, type),
                Filters.gt("_id", after == null ? "" : after));
        return read(page, BY_TYPE, TrackedMapping.THERE, limit).values();
    }
}
