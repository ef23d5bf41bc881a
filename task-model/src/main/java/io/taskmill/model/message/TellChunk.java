package io.taskmill.model.message;

import io.taskmill.model.ChunkKey;
import io.taskmill.model.ChunkOrder;
import io.taskmill.model.TaskId;

/** A parent tells a part of its family what to do. */
public record TellChunk(TaskId task, String run, int chunk, ChunkOrder order) implements ShardMessage, ChunkEvent {

    @Override
    public ChunkKey key() {
        return new ChunkKey(task, run, chunk);
    }
}
