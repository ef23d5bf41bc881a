package io.taskmill.model.message;

/** A worker session ends in good order; what it still ran is given back. */
public record SessionEnded(String session) implements ShardMessage, SessionEvent {}
