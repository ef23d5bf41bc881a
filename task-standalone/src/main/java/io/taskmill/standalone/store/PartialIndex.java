package io.taskmill.standalone.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An index of those documents that have a certain field, by the first of its keys. What it finds is held against the
 * whole query by the collection, and sorted there. Confined to the store's one thread.
 */
final class PartialIndex extends Index<Integer> {

    private final String field;

    /** By the first key's value, then by id: where the document is. */
    private final Map<@Nullable Object, Map<Object, Integer>> positions = new HashMap<>();

    /** @param field only documents that have it are in the index */
    PartialIndex(String name, List<IndexKey> keys, String field) {
        super(name, keys, true);
        this.field = field;
    }

    @Override
    public boolean canHandle(Document query) {
        Conditions conditions = Conditions.of(query);
        return conditions.need(field) && conditions.equal(firstKey()).isPresent();
    }

    @Override
    public Iterable<Integer> getPositions(Document query) {
        Optional<Object> value = Conditions.of(query).equal(firstKey());
        Map<Object, Integer> found =
                value.map(given -> positions.get(normalized(given))).orElse(null);
        return found == null ? List.of() : new ArrayList<>(found.values());
    }

    private String firstKey() {
        return getKeys().getFirst().getKey();
    }

    private @Nullable Object valueOf(Document document) {
        return normalized(document.get(firstKey()));
    }

    /** 1 and 1.0 are one key. */
    private static @Nullable Object normalized(@Nullable Object value) {
        return new KeyValue(value).normalized().get(0);
    }

    @Override
    public void add(Document document, Integer position, MongoCollection<Integer> collection) {
        if (document.containsKey(field)) {
            positions.computeIfAbsent(valueOf(document), _ -> new HashMap<>()).put(document.get(IdIndex.ID), position);
        }
    }

    @Override
    public @Nullable Integer remove(Document document) {
        Object value = valueOf(document);
        Map<Object, Integer> same = positions.get(value);
        if (same == null) {
            return null;
        }
        Integer position = same.remove(document.get(IdIndex.ID));
        if (same.isEmpty()) {
            positions.remove(value);
        }
        return position;
    }

    @Override
    public void updateInPlace(Document before, Document after, Integer position, MongoCollection<Integer> collection) {
        remove(before);
        add(after, position, collection);
    }

    @Override
    public @Nullable Integer getPosition(Document document) {
        Map<Object, Integer> same = positions.get(valueOf(document));
        return same == null ? null : same.get(document.get(IdIndex.ID));
    }

    @Override
    public long getCount() {
        return positions.values().stream().mapToLong(Map::size).sum();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    /** It forbids nothing. */
    @Override
    public void checkAdd(Document document, MongoCollection<Integer> collection) {}

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Integer> collection) {}

    @Override
    public void drop() {
        positions.clear();
    }
}
