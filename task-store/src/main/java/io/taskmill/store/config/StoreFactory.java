package io.taskmill.store.config;

import com.mongodb.client.MongoDatabase;
import io.taskmill.model.Shards;
import io.taskmill.store.ChunkStore;
import io.taskmill.store.SessionStore;
import io.taskmill.store.TaskList;
import io.taskmill.store.TaskStore;

/** Opens the stores whose documents carry their shard, once the number of shards is known. */
public final class StoreFactory {

    private final MongoDatabase database;

    StoreFactory(MongoDatabase database) {
        this.database = database;
    }

    public TaskStore tasks(Shards shards) {
        return new TaskStore(database, shards);
    }

    public TaskList taskList(Shards shards) {
        return new TaskList(database, shards);
    }

    public ChunkStore chunks(Shards shards) {
        return new ChunkStore(database, shards);
    }

    public SessionStore sessions(Shards shards) {
        return new SessionStore(database, shards);
    }
}
