package io.taskmill.store;

import org.jspecify.annotations.Nullable;

/**
 * One guarded write: it takes effect only if the document is still as it was known.
 *
 * @param before what was known; null if there was no document
 */
public record Change<K, E>(K key, @Nullable Versioned<E> before, E after) {

    long nextVersion() {
        return before == null ? 1 : before.version() + 1;
    }
}
