package io.taskmill.store;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.Task;
import java.util.Collection;
import java.util.Map;

/** The documents of tasks. */
public final class TaskStore extends EntityCollection<TaskId, Task> {

    private static final String COLLECTION = "tasks";

    public TaskStore(MongoDatabase database, Shards shards) {
        super(database.getCollection(COLLECTION), new TaskMapping(shards));
    }

    static void ensureIndexes(MongoDatabase database) {
        var tasks = database.getCollection(COLLECTION);
        tasks.createIndex(
                Indexes.ascending(TaskMapping.SHARD, TaskMapping.OWNER),
                new IndexOptions().name("owner").partialFilterExpression(Filters.exists(TaskMapping.OWNER)));
        tasks.createIndex(
                Indexes.ascending(TaskMapping.SHARD),
                new IndexOptions().name("outbox").partialFilterExpression(Filters.exists(TaskMapping.OUTBOX)));
    }

    /** Unfinished tasks of the shard whose run is in the session. */
    public Map<TaskId, Versioned<Task>> ownedBy(int shard, String session, int limit) {
        return read(Filters.and(Filters.eq(TaskMapping.SHARD, shard), Filters.eq(TaskMapping.OWNER, session)), limit);
    }

    /** The same for any of many sessions. */
    public Map<TaskId, Versioned<Task>> ownedByAny(int shard, Collection<String> sessions, int limit) {
        return read(Filters.and(Filters.eq(TaskMapping.SHARD, shard), Filters.in(TaskMapping.OWNER, sessions)), limit);
    }

    /** Tasks of the shard with follow-ups that are not known to be published. */
    public Map<TaskId, Versioned<Task>> withOutbox(int shard, int limit) {
        return read(Filters.and(Filters.eq(TaskMapping.SHARD, shard), Filters.exists(TaskMapping.OUTBOX)), limit);
    }
}
