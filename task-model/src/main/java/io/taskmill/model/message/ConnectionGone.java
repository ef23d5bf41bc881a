package io.taskmill.model.message;

/**
 * The control queue that the session owns, and with it the session's connection, was gone at two looks, and no heartbeat
 * was folded between them. Never travels: the session's own shard makes the second look.
 */
public record ConnectionGone(String session) implements SessionEvent {}
