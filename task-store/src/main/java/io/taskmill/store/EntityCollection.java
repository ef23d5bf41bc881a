package io.taskmill.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one kind of entity, written under the guard {@code {_id, version}}: of two writers that knew the same
 * version only one gets through, and the other is told.
 */
public class EntityCollection<K, E> {

    static final int DUPLICATE_KEY = 11_000;

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> collection;
    private final EntityMapping<K, E> mapping;

    EntityCollection(MongoCollection<Document> collection, EntityMapping<K, E> mapping) {
        this.collection = collection;
        this.mapping = mapping;
    }

    /** @throws StoreUnavailableException if the store does not answer */
    public Optional<Versioned<E>> find(K key) {
        return Optional.ofNullable(read(List.of(key)).get(key));
    }

    /**
     * The entities that have a document.
     *
     * @throws StoreUnavailableException if the store does not answer
     */
    public Map<K, Versioned<E>> read(Collection<K> keys) {
        return read(Filters.in("_id", keys.stream().map(mapping::toId).toList()), keys.size());
    }

    Map<K, Versioned<E>> read(Bson filter, int limit) {
        return read(filter, null, null, limit);
    }

    /** Whether each of these that has a document has the field there, of which nothing else is read. */
    Map<K, Boolean> having(Collection<K> keys, String field) {
        return reaching("look into " + name(), () -> {
            Map<K, Boolean> found = new HashMap<>();
            List<Object> ids = keys.stream().map(mapping::toId).toList();
            for (Document document : collection.find(Filters.in("_id", ids)).projection(Projections.include(field))) {
                found.put(mapping.keyOf(document), document.containsKey(field));
            }
            return found;
        });
    }

    /**
     * In the order asked for.
     *
     * @param index the name of the one to be used; null leaves it to the server
     */
    Map<K, Versioned<E>> read(Bson filter, @Nullable Bson order, @Nullable String index, int limit) {
        return reaching("read " + name(), () -> {
            Map<K, Versioned<E>> found = new LinkedHashMap<>();
            for (Document document : collection
                    .find(filter)
                    .sort(order)
                    .hintString(index)
                    .limit(limit)
                    .batchSize(limit)) {
                found.put(
                        mapping.keyOf(document),
                        new Versioned<>(mapping.fromDocument(document), document.getLong("version")));
            }
            return found;
        });
    }

    /**
     * Writes all changes in one unordered bulk; each counts only if majority and journal have it.
     *
     * @param changes at most one for each key
     * @return the keys whose document was no longer as known; of these nothing was written
     * @throws StoreUnavailableException if the store does not answer; then any of the changes may have been written
     */
    public Set<K> write(List<Change<K, E>> changes) {
        if (changes.isEmpty()) {
            return Set.of();
        }
        // Tells this write from any other that made the same version of a document.
        long stamp = ThreadLocalRandom.current().nextLong();
        List<WriteModel<Document>> models =
                changes.stream().map(change -> model(change, stamp)).toList();
        boolean complete = reaching("write " + name(), () -> bulk(models, changes.size()));
        return complete ? Set.of() : losers(changes, stamp);
    }

    private boolean bulk(List<WriteModel<Document>> models, int expected) {
        try {
            BulkWriteResult result = collection.bulkWrite(models, UNORDERED);
            return result.getInsertedCount() + result.getMatchedCount() == expected;
        } catch (MongoBulkWriteException e) {
            boolean onlyLostRaces = e.getWriteConcernError() == null
                    && e.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY);
            if (onlyLostRaces) {
                return false;
            }
            throw e;
        }
    }

    private WriteModel<Document> model(Change<K, E> change, long stamp) {
        Versioned<E> before = change.before();
        Document fields = mapping.fields(before == null ? null : before.entity(), change.after());
        fields.append("version", change.nextVersion()).append("stamp", stamp);
        Object id = mapping.toId(change.key());
        if (before == null) {
            return new InsertOneModel<>(fields.append("_id", id));
        }
        Document update = new Document("$set", fields);
        Document gone = new Document();
        mapping.optionalFields(before.entity(), change.after()).forEach(field -> {
            if (!fields.containsKey(field)) {
                gone.append(field, "");
            }
        });
        if (!gone.isEmpty()) {
            update.append("$unset", gone);
        }
        return new UpdateOneModel<>(new Document("_id", id).append("version", before.version()), update);
    }

    /** A count that falls short does not say who lost: only the documents do. */
    private Set<K> losers(List<Change<K, E>> changes, long stamp) {
        List<Object> ids =
                changes.stream().map(change -> mapping.toId(change.key())).toList();
        Set<K> won = new HashSet<>();
        Map<K, Long> expected = new HashMap<>();
        changes.forEach(change -> expected.put(change.key(), change.nextVersion()));
        reaching("read back " + name(), () -> {
            for (Document document :
                    collection.find(Filters.in("_id", ids)).projection(Projections.include("version", "stamp"))) {
                K key = mapping.keyOf(document);
                long version = document.getLong("version");
                boolean mine = document.getLong("stamp") == stamp;
                // A later writer that built on this write has another stamp: then it is not known who won, and folding
                // the same messages again changes nothing.
                if (mine && Long.valueOf(version).equals(expected.get(key))) {
                    won.add(key);
                }
            }
            return won;
        });
        Set<K> lost = new HashSet<>(expected.keySet());
        lost.removeAll(won);
        return lost;
    }

    /**
     * Which of these are no longer as known.
     *
     * @param known null values for keys that are known to have no document
     */
    public Set<K> outdated(Map<K, @Nullable Long> known) {
        if (known.isEmpty()) {
            return Set.of();
        }
        Map<K, Long> versions = reaching("check " + name(), () -> {
            Map<K, Long> found = new HashMap<>();
            List<Object> ids = known.keySet().stream().map(mapping::toId).toList();
            for (Document document :
                    collection.find(Filters.in("_id", ids)).projection(Projections.include("version"))) {
                found.put(mapping.keyOf(document), document.getLong("version"));
            }
            return found;
        });
        Set<K> outdated = new HashSet<>();
        known.forEach((key, version) -> {
            Long now = versions.get(key);
            if (version == null ? now != null : !version.equals(now)) {
                outdated.add(key);
            }
        });
        return outdated;
    }

    private String name() {
        return collection.getNamespace().getCollectionName();
    }

    /** Runs an access and tells every failure of it as what it means here. */
    static <T> T reaching(String what, Supplier<T> access) {
        try {
            return access.get();
        } catch (MongoException e) {
            throw new StoreUnavailableException("cannot " + what + ": " + e.getMessage(), e);
        }
    }
}
