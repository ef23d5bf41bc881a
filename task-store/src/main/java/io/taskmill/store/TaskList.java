package io.taskmill.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.TaskRow;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Lists tasks by their ids, which sort by time: the latest come first. Stubs are left out. */
public final class TaskList {

    /** More would be a search, not a page. */
    public static final int MAX_LIMIT = 1_000;

    private static final Bson BY_ID = Indexes.ascending("_id");
    private static final Bson SUBMITTED = Filters.exists("spec");

    private final MongoCollection<Document> tasks;
    private final TaskMapping mapping;

    public TaskList(MongoDatabase database, Shards shards) {
        this.tasks = database.getCollection("tasks");
        this.mapping = new TaskMapping(shards);
    }

    /**
     * The latest tasks, latest first. Costs as much as what is read, however many are stored.
     *
     * @param before only tasks whose ids come before this one, which need not exist; null for all
     * @param limit 1 to {@value #MAX_LIMIT}
     * @throws StoreUnavailableException if the store does not answer
     */
    public List<TaskRow> newest(@Nullable TaskId before, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is " + limit + " but must be 1 to " + MAX_LIMIT);
        }
        Bson filter = before == null ? SUBMITTED : Filters.and(Filters.lt("_id", mapping.toId(before)), SUBMITTED);
        return EntityCollection.reaching("list tasks", () -> {
            List<TaskRow> found = new ArrayList<>();
            for (Document document : tasks.find(filter)
                    .sort(Sorts.descending("_id"))
                    .hint(BY_ID)
                    .limit(limit)
                    .batchSize(limit)) {
                found.add(TaskRow.of(mapping.fromDocument(document), document.getLong("version")));
            }
            return found;
        });
    }
}
