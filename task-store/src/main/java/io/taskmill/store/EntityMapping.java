package io.taskmill.store;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How an entity stands in its document; the collection itself adds {@code _id}, {@code version} and {@code stamp}. */
interface EntityMapping<K, E> {

    Object toId(K key);

    K keyOf(Document document);

    E fromDocument(Document document);

    /**
     * The fields that a write sets.
     *
     * @param before null for a new document; fields that never change may be left out otherwise
     */
    Document fields(@Nullable E before, E after);

    /** Every field that {@link #fields} may have left out because it has no value now, and that must then go. */
    Iterable<String> optionalFields(E before, E after);
}
