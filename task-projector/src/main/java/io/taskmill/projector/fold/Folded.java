package io.taskmill.projector.fold;

import org.jspecify.annotations.Nullable;

/**
 * What one message came to, now certain.
 *
 * @param entity as the message left it; null if there is none
 * @param outcome what the deciding function said besides
 */
public record Folded<K, E, D>(K key, @Nullable E entity, D outcome) {}
