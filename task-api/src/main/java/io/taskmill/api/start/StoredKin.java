package io.taskmill.api.start;

import io.taskmill.model.ChunkKey;
import io.taskmill.model.TaskId;
import io.taskmill.model.family.Chunk;
import io.taskmill.model.task.Task;
import io.taskmill.store.ChunkStore;
import io.taskmill.store.TaskStore;
import io.taskmill.store.Versioned;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Families as they are stored. */
record StoredKin(ChunkStore chunks, TaskStore store) implements Installed.Kin {

    @Override
    public Optional<Chunk> chunk(ChunkKey key) {
        return chunks.find(key).map(Versioned::entity);
    }

    @Override
    public Map<TaskId, Versioned<Task>> tasks(Collection<TaskId> tasks) {
        return store.read(tasks);
    }
}
