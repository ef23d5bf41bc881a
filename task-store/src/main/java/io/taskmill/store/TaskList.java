package io.taskmill.store;

import com.mongodb.ReadConcern;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.TaskRow;
import io.taskmill.store.TaskFilter.Subject;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Lists tasks by their ids, which sort by time: the latest come first. Stubs are left out.
 *
 * <p>Each index has the state before the id. A list of several states is merged from as many ranges of it, each in the
 * order of ids, so nothing is sorted and nothing is read that is not shown.
 */
public final class TaskList {

    /** More would be a search, not a page. */
    public static final int MAX_LIMIT = 1_000;

    private static final String STATE_INDEX = "state";
    private static final String TYPE_INDEX = "type";
    private static final String ENTITY_INDEX = "entity";
    private static final String CREATOR_INDEX = "creator";

    private final MongoCollection<Document> tasks;
    private final TaskMapping mapping;

    /** What narrows a list down, and the index that serves it. */
    private record Served(String index, Bson condition) {}

    public TaskList(MongoDatabase database, Shards shards) {
        // While ranges of several states are merged, a task that changes its state must not slip from one that is still
        // to be read into one that was read already.
        this.tasks = database.getCollection(TaskStore.COLLECTION).withReadConcern(ReadConcern.SNAPSHOT);
        this.mapping = new TaskMapping(shards);
    }

    static void ensureIndexes(MongoDatabase database) {
        var tasks = database.getCollection(TaskStore.COLLECTION);
        tasks.createIndex(Indexes.ascending(TaskMapping.STATE, TaskMapping.ID), new IndexOptions().name(STATE_INDEX));
        tasks.createIndex(
                Indexes.ascending(TaskMapping.TYPE, TaskMapping.STATE, TaskMapping.ID),
                new IndexOptions().name(TYPE_INDEX));
        tasks.createIndex(
                Indexes.ascending(TaskMapping.ENTITY, TaskMapping.STATE, TaskMapping.ID),
                TaskStore.only(ENTITY_INDEX, TaskMapping.ENTITY));
        tasks.createIndex(
                Indexes.ascending(TaskMapping.CREATOR, TaskMapping.STATE, TaskMapping.ID),
                TaskStore.only(CREATOR_INDEX, TaskMapping.CREATOR));
    }

    /**
     * The latest tasks, latest first. Costs as much as what is read, however many are stored.
     *
     * @param before only tasks whose ids come before this one, which need not exist; null for all
     * @param limit 1 to {@value #MAX_LIMIT}
     * @throws StoreUnavailableException if the store does not answer
     */
    public List<TaskRow> newest(TaskFilter filter, @Nullable TaskId before, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is " + limit + " but must be 1 to " + MAX_LIMIT);
        }
        return EntityCollection.reaching("list tasks", () -> {
            List<TaskRow> found = new ArrayList<>();
            for (Document document : query(tasks, filter, before, limit)) {
                found.add(mapping.row(document));
            }
            return found;
        });
    }

    /** Apart, so that a test can have it explained. */
    FindIterable<Document> query(
            MongoCollection<Document> from, TaskFilter filter, @Nullable TaskId before, int limit) {
        Served served = served(filter.subject());
        List<Bson> conditions = new ArrayList<>(List.of(
                served.condition(),
                Filters.in(
                        TaskMapping.STATE,
                        filter.states().stream().map(State::name).toList()),
                Filters.exists(TaskMapping.SPEC))); // stubs that an older version wrote have a state
        if (before != null) {
            conditions.add(Filters.lt(TaskMapping.ID, mapping.toId(before)));
        }
        return from.find(Filters.and(conditions))
                .sort(Sorts.descending(TaskMapping.ID))
                .hintString(served.index())
                .projection(Projections.exclude(TaskMapping.LARGE))
                .limit(limit)
                .batchSize(limit);
    }

    private static Served served(@Nullable Subject subject) {
        return switch (subject) {
            case null -> new Served(STATE_INDEX, Filters.empty());
            case Subject.Type(String name) -> new Served(TYPE_INDEX, Filters.eq(TaskMapping.TYPE, name));
            case Subject.Entity(String reference) ->
                new Served(ENTITY_INDEX, Filters.eq(TaskMapping.ENTITY, reference));
            case Subject.Creator(String name) -> new Served(CREATOR_INDEX, Filters.eq(TaskMapping.CREATOR, name));
        };
    }
}
