package io.taskmill.model.message;

/** No heartbeat came for a whole lease. Never travels: the fold of a tick makes it. */
public record LeaseOver(String session) implements SessionEvent {}
