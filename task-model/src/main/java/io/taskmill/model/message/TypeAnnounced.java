package io.taskmill.model.message;

import io.taskmill.model.type.TaskType;

/** A worker can run this type of task. */
public record TypeAnnounced(TaskType type) implements ShardMessage {}
