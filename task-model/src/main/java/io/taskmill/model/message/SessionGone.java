package io.taskmill.model.message;

/** The control queue that the session owns was found gone at two looks, and with it the session's connection. */
public record SessionGone(String session) implements ShardMessage, SessionEvent {}
