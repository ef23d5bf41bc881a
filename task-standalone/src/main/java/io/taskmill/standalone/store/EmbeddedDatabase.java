package io.taskmill.standalone.store;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import java.util.List;

/** A database whose documents are found by {@code _id} also when a query asks for more than that. */
final class EmbeddedDatabase extends MemoryDatabase {

    EmbeddedDatabase(String name, CursorRegistry cursors) {
        super(name, cursors);
    }

    @Override
    protected Index<Integer> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        boolean byId = keys.size() == 1 && keys.getFirst().getKey().equals(IdIndex.ID);
        return byId
                ? new IdIndex(name, keys, sparse)
                : super.openOrCreateUniqueIndex(collection, name, keys, sparse);
    }
}
