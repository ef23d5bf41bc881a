package io.taskmill.store;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.task.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The documents of tasks. */
public final class TaskStore extends EntityCollection<TaskId, Task> {

    static final String COLLECTION = "tasks";

    // Named in the queries: the index that counts are made by begins with the shard as well.
    private static final String OWNER_INDEX = "owner";
    private static final String OUTBOX_INDEX = "outbox";
    private static final String QUEUE_INDEX = "queue";
    private static final String DUE_INDEX = "due";
    private static final String AWAITS_INDEX = "awaits";
    private static final String EXPIRES_INDEX = "expires";
    /** Of those that are nobody's children: a family goes as a whole. */
    private static final String ENDED_INDEX = "endedRoots";

    private static final String GATE_INDEX = "gate";
    private static final Bson BY_GATE = Sorts.orderBy(
            Sorts.ascending(AdmissionMapping.GATE_KEY),
            Sorts.descending(AdmissionMapping.GATE_WEIGHT),
            Sorts.ascending(AdmissionMapping.GATE_SINCE));
    private static final Bson BY_DUE = Sorts.ascending(TaskMapping.SHARD, TaskMapping.DUE);

    private static final Bson BY_DISPATCH =
            Sorts.ascending(TaskMapping.SHARD, TaskMapping.QUEUE, TaskMapping.DISPATCHED_AT);

    private static final Bson BY_END =
            Sorts.ascending(TaskMapping.SHARD, TaskMapping.STATE, FamilyMapping.PARENT_TASK, TaskMapping.SINCE);

    private static final Bson BY_END_LAST_FIRST =
            Sorts.descending(TaskMapping.SHARD, TaskMapping.STATE, FamilyMapping.PARENT_TASK, TaskMapping.SINCE);

    /** Sorts after whatever a type's name can be. */
    private static final String AFTER_ALL_TYPES = "~";

    private final MongoCollection<Document> collection;
    private final TaskMapping mapping;
    private final Shards shards;

    public TaskStore(MongoDatabase database, Shards shards) {
        this(database.getCollection(COLLECTION), shards);
    }

    private TaskStore(MongoCollection<Document> collection, Shards shards) {
        super(collection, new TaskMapping(shards));
        this.collection = collection;
        this.mapping = new TaskMapping(shards);
        this.shards = shards;
    }

    static void ensureIndexes(MongoDatabase database) {
        var tasks = database.getCollection(COLLECTION);
        tasks.createIndex(
                Indexes.ascending(TaskMapping.SHARD, TaskMapping.OWNER), only(OWNER_INDEX, TaskMapping.OWNER));
        tasks.createIndex(Indexes.ascending(TaskMapping.SHARD), only(OUTBOX_INDEX, TaskMapping.OUTBOX));
        tasks.createIndex(BY_DISPATCH, only(QUEUE_INDEX, TaskMapping.QUEUE));
        tasks.createIndex(BY_DUE, only(DUE_INDEX, TaskMapping.DUE));
        tasks.createIndex(BY_END, only(ENDED_INDEX, TaskMapping.END));
        tasks.createIndex(
                Indexes.ascending(TaskMapping.SHARD, TaskMapping.AWAITS, TaskMapping.SINCE, TaskMapping.TYPE_VERSION),
                only(AWAITS_INDEX, TaskMapping.AWAITS));
        tasks.createIndex(BY_GATE, only(GATE_INDEX, AdmissionMapping.GATE));
        tasks.createIndex(
                Indexes.ascending(TaskMapping.EXPIRES),
                only(EXPIRES_INDEX, TaskMapping.EXPIRES).expireAfter(0L, TimeUnit.SECONDS));
    }

    /** Holds the documents that have the field. */
    static IndexOptions only(String name, String field) {
        return new IndexOptions().name(name).partialFilterExpression(Filters.exists(field));
    }

    /**
     * Whether each of these that is known, if only by a run's events, was deleted; who is unknown is absent.
     *
     * @throws StoreUnavailableException if the store does not answer
     */
    public Map<TaskId, Boolean> deleted(Collection<TaskId> tasks) {
        return having(tasks, TaskMapping.DELETED);
    }

    /** Unfinished tasks of the shard whose run is in the session. */
    public Map<TaskId, Versioned<Task>> ownedBy(int shard, String session, int limit) {
        return read(
                Filters.and(Filters.eq(TaskMapping.SHARD, shard), Filters.eq(TaskMapping.OWNER, session)),
                null,
                OWNER_INDEX,
                limit);
    }

    /** The same for any of many sessions. */
    public Map<TaskId, Versioned<Task>> ownedByAny(int shard, Collection<String> sessions, int limit) {
        return read(
                Filters.and(Filters.eq(TaskMapping.SHARD, shard), Filters.in(TaskMapping.OWNER, sessions)),
                null,
                OWNER_INDEX,
                limit);
    }

    /**
     * Which unfinished tasks run in each of these sessions, of any shard: the same index, without the tasks themselves.
     *
     * @param limit of them together
     * @return by session; one without a task is absent
     * @throws StoreUnavailableException if the store does not answer
     */
    public Map<String, List<TaskId>> running(Collection<String> sessions, int limit) {
        return EntityCollection.reaching("list running tasks", () -> {
            Map<String, List<TaskId>> found = new HashMap<>();
            for (Document task : running(collection, sessions, limit)) {
                found.computeIfAbsent(task.getString(TaskMapping.OWNER), _ -> new ArrayList<>())
                        .add(mapping.keyOf(task));
            }
            return found;
        });
    }

    /** Apart, so that a test can have it explained. */
    FindIterable<Document> running(MongoCollection<Document> from, Collection<String> sessions, int limit) {
        List<Integer> all = IntStream.range(0, shards.count()).boxed().toList();
        return from.find(Filters.and(Filters.in(TaskMapping.SHARD, all), Filters.in(TaskMapping.OWNER, sessions)))
                .hintString(OWNER_INDEX)
                .projection(Projections.include(TaskMapping.OWNER))
                .limit(limit)
                .batchSize(limit);
    }

    /** Tasks of the shard with follow-ups that are not known to be published. */
    public Map<TaskId, Versioned<Task>> withOutbox(int shard, int limit) {
        return read(
                Filters.and(Filters.eq(TaskMapping.SHARD, shard), Filters.exists(TaskMapping.OUTBOX)),
                null,
                OUTBOX_INDEX,
                limit);
    }

    /** Tasks of the shard for which something is due, the most overdue first. */
    public Map<TaskId, Versioned<Task>> due(int shard, Instant now, int limit) {
        return read(
                Filters.and(Filters.eq(TaskMapping.SHARD, shard), Filters.lte(TaskMapping.DUE, now)),
                BY_DUE,
                DUE_INDEX,
                limit);
    }

    /** Tasks of the shard that are blocked since before an instant and wait for a type, in that version or a lower one. */
    public Map<TaskId, Versioned<Task>> awaiting(int shard, String type, int version, Instant before, int limit) {
        Bson filter = Filters.and(
                Filters.eq(TaskMapping.SHARD, shard),
                Filters.eq(TaskMapping.AWAITS, type),
                Filters.lte(TaskMapping.TYPE_VERSION, version),
                Filters.lt(TaskMapping.SINCE, before));
        return read(filter, null, AWAITS_INDEX, limit);
    }

    /** Tasks of all shards that wait for the gate, by priority and age. */
    public Collection<Versioned<Task>> waitingFor(String gate, int limit) {
        return read(Filters.eq(AdmissionMapping.GATE_KEY, gate), BY_GATE, GATE_INDEX, limit)
                .values();
    }

    /**
     * How many tasks of all shards wait in the work queue since before an instant.
     *
     * @param most beyond which it does not count
     */
    public long aheadInQueue(WorkQueue queue, Instant dispatched, int most) {
        List<Integer> all = IntStream.range(0, shards.count()).boxed().toList();
        Bson ahead = Filters.and(
                Filters.in(TaskMapping.SHARD, all),
                Filters.eq(TaskMapping.QUEUE, queue.text()),
                Filters.lt(TaskMapping.DISPATCHED_AT, dispatched));
        return count(ahead, QUEUE_INDEX, most);
    }

    /** The same of those that wait for a gate and are let in before one of that priority and age. */
    public long aheadAtGate(String gate, Priority priority, Instant since, int most) {
        Bson sooner = Filters.or(
                Filters.gt(AdmissionMapping.GATE_WEIGHT, priority.weight()),
                Filters.and(
                        Filters.eq(AdmissionMapping.GATE_WEIGHT, priority.weight()),
                        Filters.lt(AdmissionMapping.GATE_SINCE, since)));
        return count(Filters.and(Filters.eq(AdmissionMapping.GATE_KEY, gate), sooner), GATE_INDEX, most);
    }

    private long count(Bson filter, String index, int most) {
        return reaching(
                "count waiting tasks",
                () -> collection.countDocuments(
                        filter, new CountOptions().hintString(index).limit(most)));
    }

    /** Tasks of the shard that are blocked since an instant or before because their type was paused, and it is none of these. */
    public Map<TaskId, Versioned<Task>> resumed(int shard, Collection<String> paused, Instant before, int limit) {
        Bson filter = Filters.and(
                Filters.eq(TaskMapping.SHARD, shard),
                Filters.gte(TaskMapping.AWAITS, TaskMapping.PAUSED),
                Filters.lt(TaskMapping.AWAITS, TaskMapping.PAUSED + AFTER_ALL_TYPES),
                Filters.nin(
                        TaskMapping.AWAITS,
                        paused.stream().map(type -> TaskMapping.PAUSED + type).toList()),
                Filters.lte(TaskMapping.SINCE, before));
        return read(filter, null, AWAITS_INDEX, limit);
    }

    /** When something is due for a task of the shard for the first time after an instant. */
    public Optional<Instant> firstDueAfter(int shard, Instant after) {
        Bson later = Filters.and(Filters.eq(TaskMapping.SHARD, shard), Filters.gt(TaskMapping.DUE, after));
        return read(later, BY_DUE, DUE_INDEX, 1).values().stream().findFirst().flatMap(task -> task.entity()
                .due());
    }

    /** The task of the shard that waits longest in each work queue; by one index step a queue, however many wait. */
    public Map<WorkQueue, Task> longestWaiting(int shard) {
        Map<WorkQueue, Task> longest = new LinkedHashMap<>();
        String last = "";
        while (true) {
            Bson next = Filters.and(Filters.eq(TaskMapping.SHARD, shard), Filters.gt(TaskMapping.QUEUE, last));
            var found =
                    read(next, BY_DISPATCH, QUEUE_INDEX, 1).values().stream().findFirst();
            if (found.isEmpty()) {
                return longest;
            }
            Task task = found.get().entity();
            WorkQueue queue = task.queue().orElseThrow();
            longest.put(queue, task);
            last = queue.text();
        }
    }

    /**
     * Tasks of the shard that wait in the queue since before an instant and may be missed by now, the longest waiting
     * first.
     */
    public Collection<Versioned<Task>> waiting(
            int shard, WorkQueue queue, Instant dispatchedBefore, Instant now, int limit) {
        Bson filter = Filters.and(
                Filters.eq(TaskMapping.SHARD, shard),
                Filters.eq(TaskMapping.QUEUE, queue.text()),
                Filters.lt(TaskMapping.DISPATCHED_AT, dispatchedBefore),
                Filters.lte(TaskMapping.MISSED_FROM, now));
        return read(filter, BY_DISPATCH, QUEUE_INDEX, limit).values();
    }

    /** Tasks of the shard that ended so, the last ended first. Those that belong to a family are left out. */
    public Collection<Versioned<Task>> lastEnded(int shard, State state, int limit) {
        Bson filter = Filters.and(
                Filters.eq(TaskMapping.SHARD, shard),
                Filters.eq(TaskMapping.STATE, state.name()),
                Filters.exists(TaskMapping.END),
                Filters.eq(FamilyMapping.PARENT_TASK, null));
        return read(filter, BY_END_LAST_FIRST, ENDED_INDEX, limit).values();
    }

    /**
     * Tasks of the shard that ended so and before an instant, by the clock of whoever folded that, the longest ended first.
     * Those that belong to a family are left out: it goes as a whole. Of large documents little is read.
     *
     * @param limit at least 1
     * @return the epoch that each has ended with
     */
    public Map<TaskId, Integer> ended(int shard, State state, Instant before, int limit) {
        Bson filter = Filters.and(
                Filters.eq(TaskMapping.SHARD, shard),
                Filters.eq(TaskMapping.STATE, state.name()),
                Filters.exists(TaskMapping.END),
                Filters.eq(TaskMapping.PHASE, Phase.DONE.name()), // else what it has done is still being undone
                Filters.eq(FamilyMapping.PARENT_TASK, null),
                Filters.lt(TaskMapping.SINCE, before));
        return reaching("find ended tasks", () -> {
            Map<TaskId, Integer> found = new LinkedHashMap<>();
            for (Document document : collection
                    .find(filter)
                    .sort(BY_END)
                    .hintString(ENDED_INDEX)
                    .limit(limit)
                    .batchSize(limit)
                    .projection(Projections.include(TaskMapping.EPOCH))) {
                found.put(new TaskId(document.get(TaskMapping.ID, UUID.class)), document.getInteger(TaskMapping.EPOCH));
            }
            return found;
        });
    }
}
