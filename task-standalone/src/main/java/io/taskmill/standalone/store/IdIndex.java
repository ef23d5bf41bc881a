package io.taskmill.standalone.store;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The index of {@code _id}. It also answers queries that ask for more besides, such as the guard {@code {_id, version}}:
 * the collection holds what it finds against the whole query. It knows the order of the ids.
 */
final class IdIndex extends MemoryUniqueIndex {

    static final String ID = "_id";

    /** As MongoDB orders them; Java takes the halves for signed numbers. */
    private static final Comparator<UUID> BY_BYTES = Comparator.comparing(
                    UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private static final Comparator<Object> BY_VALUE = ValueComparator.ascWithoutListHandling();

    private final ConcurrentNavigableMap<Object, Integer> ordered = new ConcurrentSkipListMap<>(IdIndex::compare);

    IdIndex(String name, List<IndexKey> keys) {
        super(name, keys, false);
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return query.containsKey(ID) && super.canHandle(idOf(query));
    }

    @Override
    public synchronized Iterable<Integer> getPositions(Document query) {
        return super.getPositions(idOf(query));
    }

    private static Document idOf(Document query) {
        return new Document(ID, query.get(ID));
    }

    /**
     * Where the documents are, the highest id first.
     *
     * @param below only those with lower ids; null for all
     */
    Stream<Integer> descending(@Nullable Object below) {
        return (below == null
                        ? ordered
                        : ordered.headMap(new KeyValue(below).normalized().get(0)))
                .descendingMap().values().stream();
    }

    private static int compare(Object id, Object other) {
        return id instanceof UUID uuid && other instanceof UUID otherUuid
                ? BY_BYTES.compare(uuid, otherUuid)
                : BY_VALUE.compare(id, other);
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Integer position) {
        boolean isNew = super.putKeyPosition(key, position);
        if (isNew) {
            ordered.put(key.get(0), position);
        }
        return isNew;
    }

    @Override
    protected @Nullable Integer removeDocument(KeyValue key) {
        ordered.remove(key.get(0));
        return super.removeDocument(key);
    }
}
