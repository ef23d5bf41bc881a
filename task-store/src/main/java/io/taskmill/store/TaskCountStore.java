package io.taskmill.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks there are in each state: a document for each shard, kept by whoever folds the shard. Its {@code writer}
 * says who that is, and guards it against one who folded the shard before.
 */
public final class TaskCountStore {

    private static final String COLLECTION = "taskCounts";
    private static final String INDEX = "counted";
    private static final String WRITER = "writer";
    private static final String COUNTS = "counts";
    private static final String RECOUNTING = "recounting";

    private static final Map<@Nullable String, State> STATES =
            Arrays.stream(State.values()).collect(Collectors.toMap(State::name, Function.identity()));

    private static final Bson BY_SHARD = Indexes.ascending(TaskMapping.SHARD, TaskMapping.ID, TaskMapping.STATE);

    private final MongoCollection<Document> counts;
    private final MongoCollection<Document> tasks;

    public TaskCountStore(MongoDatabase database) {
        this.counts = database.getCollection(COLLECTION);
        this.tasks = database.getCollection(TaskStore.COLLECTION);
    }

    static void ensureIndexes(MongoDatabase database) {
        database.getCollection(TaskStore.COLLECTION).createIndex(BY_SHARD, new IndexOptions().name(INDEX));
    }

    /**
     * A part of a shard's tasks, counted.
     *
     * @param counts by state; of a state without tasks there is none
     * @param last the highest id among them; null if there are no tasks
     * @param complete whether there are none with higher ids
     */
    public record Chunk(Map<State, Long> counts, @Nullable TaskId last, boolean complete) {}

    /**
     * Makes somebody the writer of a shard's counts. They count as not verified until {@link #complete}.
     *
     * @throws StoreUnavailableException if the store does not answer
     */
    public void take(int shard, String writer) {
        EntityCollection.reaching(
                "take the counts of shard " + shard,
                () -> counts.updateOne(
                        Filters.eq(TaskMapping.ID, shard),
                        Updates.combine(Updates.set(WRITER, writer), Updates.set(RECOUNTING, true)),
                        new UpdateOptions().upsert(true)));
    }

    /**
     * Adds to a shard's counts.
     *
     * @param deltas by state; may be empty, to see whether the writer still is the one
     * @return false, with nothing added, if somebody else is the writer
     * @throws StoreUnavailableException if the store does not answer; then they may have been added
     */
    public boolean add(int shard, String writer, Map<State, Long> deltas) {
        List<Bson> updates = new ArrayList<>(List.of(Updates.set(WRITER, writer)));
        deltas.forEach((state, delta) -> updates.add(Updates.inc(COUNTS + "." + state.name(), delta)));
        return update("add to", shard, writer, Updates.combine(updates));
    }

    /**
     * Replaces a shard's counts by what a walk through its tasks has found.
     *
     * @return false, with nothing replaced, if somebody else is the writer
     * @throws StoreUnavailableException if the store does not answer; then they may have been replaced
     */
    public boolean complete(int shard, String writer, Map<State, Long> found) {
        Document document = new Document();
        found.forEach((state, count) -> document.append(state.name(), count));
        return update(
                "replace",
                shard,
                writer,
                Updates.combine(Updates.set(COUNTS, document), Updates.set(RECOUNTING, false)));
    }

    private boolean update(String what, int shard, String writer, Bson update) {
        return EntityCollection.reaching(what + " the counts of shard " + shard, () -> counts.updateOne(
                                Filters.and(Filters.eq(TaskMapping.ID, shard), Filters.eq(WRITER, writer)), update)
                        .getMatchedCount())
                == 1;
    }

    /**
     * Counts the shard's next tasks in the order of their ids, from the index alone.
     *
     * @param after only those with higher ids; null for the first
     * @param atMost how many
     * @throws StoreUnavailableException if the store does not answer
     */
    public Chunk count(int shard, @Nullable TaskId after, int atMost) {
        Bson ofShard = Filters.eq(TaskMapping.SHARD, shard);
        List<Bson> stages = List.of(
                Aggregates.match(
                        after == null ? ofShard : Filters.and(ofShard, Filters.gt(TaskMapping.ID, after.value()))),
                Aggregates.sort(Sorts.ascending(TaskMapping.SHARD, TaskMapping.ID)),
                Aggregates.limit(atMost),
                Aggregates.group(
                        "$" + TaskMapping.STATE,
                        Accumulators.sum("tasks", 1L),
                        Accumulators.max("last", "$" + TaskMapping.ID)));
        return EntityCollection.reaching("count the tasks of shard " + shard, () -> {
            Map<State, Long> found = new EnumMap<>(State.class);
            TaskId last = null;
            long read = 0;
            for (Document group : tasks.aggregate(stages).hintString(INDEX)) {
                State state = STATES.get(group.getString(TaskMapping.ID));
                long tasksInState = group.getLong("tasks");
                if (state != null) { // a stub is in none, or a newer version knows more of them
                    found.put(state, tasksInState);
                }
                TaskId lastInState = new TaskId(group.get("last", UUID.class));
                last = last == null || lastInState.compareTo(last) > 0 ? lastInState : last;
                read += tasksInState;
            }
            return new Chunk(found, last, read < atMost);
        });
    }

    /**
     * The counts of all shards together. Costs as much as there are shards, however many tasks are stored.
     *
     * @throws StoreUnavailableException if the store does not answer
     */
    public TaskCounts sum(Shards shards) {
        return EntityCollection.reaching("read counts", () -> {
            Map<State, Long> sums = new EnumMap<>(State.class);
            int verified = 0;
            for (Document document : counts.find()) {
                Document ofShard = document.get(COUNTS, new Document());
                for (State state : State.values()) {
                    sums.merge(state, ofShard.get(state.name(), 0L), Long::sum);
                }
                verified += document.getBoolean(RECOUNTING, true) ? 0 : 1;
            }
            return new TaskCounts(sums, verified < shards.count());
        });
    }
}
