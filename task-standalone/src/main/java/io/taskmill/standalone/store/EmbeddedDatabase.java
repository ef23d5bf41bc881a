package io.taskmill.standalone.store;

import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database with the indexes that make Taskmill's queries quick: {@code _id} together with whatever else, and partial
 * ones over documents that have a field. Others are accepted and without effect, and so is expiry.
 */
final class EmbeddedDatabase extends MemoryDatabase {

    /** The field that documents must have to be in the index that is being created. */
    private @Nullable String partialOn;

    EmbeddedDatabase(String name, CursorRegistry cursors) {
        super(name, cursors);
    }

    @Override
    protected MemoryCollection openOrCreateCollection(String name, CollectionOptions options) {
        return new EmbeddedCollection(this, name, options, cursorRegistry);
    }

    /** The original knows nothing of partial indexes: a unique one would hold for all documents. */
    @Override
    protected synchronized void addIndex(Document description) {
        partialOn = description.get("partialFilterExpression") instanceof Document filter
                ? partialOn(filter, Utils.isTrue(description.get("unique")))
                : null;
        if (partialOn != null) {
            description.put("sparse", true);
        }
        super.addIndex(description);
    }

    /** On a member of a member there is nothing to be quick for: such an index is accepted, unless it were unique. */
    private static @Nullable String partialOn(Document filter, boolean unique) {
        return !unique && PartialFilter.isOnNestedFields(filter) ? null : PartialFilter.fieldOf(filter);
    }

    @Override
    protected Index<Integer> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        boolean byId = keys.size() == 1 && keys.getFirst().getKey().equals(IdIndex.ID);
        return byId ? new IdIndex(name, keys) : super.openOrCreateUniqueIndex(collection, name, keys, sparse);
    }

    @Override
    protected Index<Integer> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return partialOn == null ? new EmptyIndex<>(name, keys) : new PartialIndex(name, keys, partialOn);
    }
}
