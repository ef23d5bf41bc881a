package io.taskmill.store.config;

import com.mongodb.client.MongoDatabase;
import io.taskmill.model.Shards;
import io.taskmill.store.ChunkStore;
import io.taskmill.store.EntityStore;
import io.taskmill.store.GateStore;
import io.taskmill.store.RateStore;
import io.taskmill.store.ScheduleStore;
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

    public GateStore gates(Shards shards) {
        return new GateStore(database, shards);
    }

    public EntityStore entities(Shards shards) {
        return new EntityStore(database, shards);
    }

    public RateStore rates(Shards shards) {
        return new RateStore(database, shards);
    }

    public ChunkStore chunks(Shards shards) {
        return new ChunkStore(database, shards);
    }

    public SessionStore sessions(Shards shards) {
        return new SessionStore(database, shards);
    }

    public ScheduleStore schedules(Shards shards) {
        return new ScheduleStore(database, shards);
    }
}
