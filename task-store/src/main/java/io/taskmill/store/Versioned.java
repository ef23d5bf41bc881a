package io.taskmill.store;

/**
 * An entity as it was read or written.
 *
 * @param version counts the writes of its document, from 1
 */
public record Versioned<E>(E entity, long version) {}
