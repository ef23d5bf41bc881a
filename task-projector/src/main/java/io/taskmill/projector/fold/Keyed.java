package io.taskmill.projector.fold;

/** A message and the entity that it is about. */
public record Keyed<K, M>(K key, M message) {}
