package io.taskmill.standalone.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A collection that reads a page of the highest ids without sorting all documents. */
final class EmbeddedCollection extends MemoryCollection {

    EmbeddedCollection(MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
        super(database, name, options, cursors);
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            @Nullable Document fields) {
        Optional<IdIndex> ids = isByIdDescending(orderBy) ? idIndex() : Optional.empty();
        if (ids.isEmpty()) {
            return super.queryDocuments(query, orderBy, numberToSkip, limit, batchSize, fields);
        }
        Object below = Conditions.of(query).lessThan(IdIndex.ID).orElse(null);
        return matchDocumentsFromStream(
                query,
                ids.get().descending(below).map(this::getDocument),
                numberToSkip,
                limit,
                batchSize,
                null,
                fields);
    }

    private static boolean isByIdDescending(@Nullable Document orderBy) {
        return orderBy != null
                && orderBy.size() == 1
                && orderBy.get(IdIndex.ID) instanceof Number direction
                && direction.intValue() < 0;
    }

    private Optional<IdIndex> idIndex() {
        return getIndexes().stream()
                .filter(IdIndex.class::isInstance)
                .map(IdIndex.class::cast)
                .findFirst();
    }

    /** Nobody asks for it, and it would cost a walk through the document at each write. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }
}
