package io.taskmill.store;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The documents of one kind of entity that lives on event shards, has an outbox, and for which something can be due. Each
 * document has {@link #SHARD}; {@link #OUTBOX} and {@link #DUE} only while there is any.
 */
public class ShardEntities<K, E> extends EntityCollection<K, E> {

    static final String SHARD = "shard";
    static final String OUTBOX = "outbox";
    static final String DUE = "due";

    private static final Bson BY_DUE = Indexes.ascending(SHARD, DUE);

    private final EntityMapping<K, E> mapping;

    ShardEntities(MongoDatabase database, String collection, EntityMapping<K, E> mapping) {
        super(database.getCollection(collection), mapping);
        this.mapping = mapping;
    }

    static void ensureIndexes(MongoDatabase database, String collection) {
        var entities = database.getCollection(collection);
        entities.createIndex(Indexes.ascending(SHARD), only(OUTBOX));
        entities.createIndex(BY_DUE, only(DUE));
    }

    private static IndexOptions only(String field) {
        return new IndexOptions().name(field).partialFilterExpression(Filters.exists(field));
    }

    /** Those of the shard with follow-ups that are not known to be published. */
    public Map<K, Versioned<E>> withOutbox(int shard, int limit) {
        return read(Filters.and(Filters.eq(SHARD, shard), Filters.exists(OUTBOX)), null, OUTBOX, limit);
    }

    /** Those of the shard for which something is due, the most overdue first. */
    public Map<K, Versioned<E>> due(int shard, Instant now, int limit) {
        return read(Filters.and(Filters.eq(SHARD, shard), Filters.lte(DUE, now)), BY_DUE, DUE, limit);
    }

    /** When something is due for one of the shard for the first time after an instant. */
    public Optional<Instant> firstDueAfter(int shard, Instant after) {
        Bson later = Filters.and(Filters.eq(SHARD, shard), Filters.gt(DUE, after));
        return read(later, BY_DUE, DUE, 1).values().stream()
                .findFirst()
                .map(first -> mapping.fields(null, first.entity()))
                .map(ShardEntities::due);
    }

    private static Instant due(Document fields) {
        return BsonValues.requiredInstant(fields, DUE);
    }
}
