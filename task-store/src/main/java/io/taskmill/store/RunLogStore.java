package io.taskmill.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import io.taskmill.model.LogEntry;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What runs have logged, a document a chunk. Its {@code _id} says task, epoch, run and chunk and sorts by them: a chunk is
 * stored once however often it comes, and all of a task, an epoch or a run is one range.
 */
public final class RunLogStore {

    private static final String COLLECTION = "runLogs";
    private static final String ID = "_id";

    /** Chunks fetched at once; a page of short lines needs one. */
    private static final int FETCHED = 8;

    private static final InsertManyOptions UNORDERED_INSERT = new InsertManyOptions().ordered(false);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> collection;

    public RunLogStore(MongoDatabase database) {
        this.collection = database.getCollection(COLLECTION);
    }

    /**
     * Stores what is not stored yet; returns when majority and journal have all of it.
     *
     * @throws StoreUnavailableException if the store does not answer; then any of it may be stored
     */
    public void write(Collection<RunLog> chunks) {
        if (chunks.isEmpty()) {
            return;
        }
        List<Document> documents = chunks.stream().map(RunLogStore::document).toList();
        EntityCollection.reaching("write logs", () -> {
            insert(documents);
            return true;
        });
    }

    private void insert(List<Document> documents) {
        try {
            collection.insertMany(documents, UNORDERED_INSERT);
        } catch (MongoBulkWriteException e) {
            // The server answers for majority and journal also where it has found a document there.
            boolean onlyRepetitions = e.getWriteConcernError() == null
                    && e.getWriteErrors().stream().allMatch(error -> error.getCode() == EntityCollection.DUPLICATE_KEY);
            if (!onlyRepetitions) {
                throw e;
            }
        }
    }

    private static Document document(RunLog log) {
        List<Document> entries = log.entries().stream()
                .map(entry -> new Document("at", Date.from(entry.at())).append("text", entry.text()))
                .toList();
        return new Document(ID, id(log.task(), log.epoch(), log.run(), log.chunk()))
                .append("epoch", log.epoch())
                .append("run", log.run())
                .append("chunk", log.chunk())
                .append("entries", entries);
    }

    /**
     * Deletes all that runs of these tasks have logged. Costs as much as that; doing it again changes nothing.
     *
     * @throws StoreUnavailableException if the store does not answer; then any of it may be gone
     */
    public void delete(Collection<TaskId> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        List<DeleteManyModel<Document>> models = tasks.stream()
                .map(task -> new DeleteManyModel<Document>(within(prefix(task), prefix(task))))
                .toList();
        EntityCollection.reaching("delete logs", () -> collection.bulkWrite(models, UNORDERED));
    }

    /**
     * What runs of a task have logged: by epoch, then by run, as it was logged.
     *
     * @param epoch only of this one; null for all
     * @param run only of this one, which an epoch must go with; null for all
     * @param after only what comes after that position; null for all
     * @param limit 1 or more
     * @throws StoreUnavailableException if the store does not answer
     */
    public List<LogLine> read(
            TaskId task, @Nullable Integer epoch, @Nullable String run, @Nullable LogPosition after, int limit) {
        return EntityCollection.reaching("read a log", () -> {
            List<LogLine> lines = new ArrayList<>();
            try (MongoCursor<Document> chunks =
                    query(task, epoch, run, after, limit).iterator()) {
                while (lines.size() < limit && chunks.hasNext()) {
                    lines.addAll(lines(chunks.next(), after));
                }
            }
            return lines.subList(0, Math.min(limit, lines.size()));
        });
    }

    /** Apart, so that a test can have it explained. */
    FindIterable<Document> query(
            TaskId task, @Nullable Integer epoch, @Nullable String run, @Nullable LogPosition after, int limit) {
        String prefix = prefix(task);
        if (epoch != null) {
            prefix += digits(epoch) + "/";
        }
        if (run != null) {
            if (epoch == null) {
                throw new IllegalArgumentException(
                        "run " + run + " of task " + task + " is asked for without an epoch");
            }
            prefix += run + "/";
        }
        String first = after == null ? prefix : id(task, after.epoch(), after.run(), after.chunk());
        return collection
                .find(within(first.compareTo(prefix) > 0 ? first : prefix, prefix))
                .sort(Sorts.ascending(ID))
                .limit(limit + 1) // the first may have nothing that comes after the position
                .batchSize(FETCHED);
    }

    private static List<LogLine> lines(Document chunk, @Nullable LogPosition after) {
        int epoch = chunk.getInteger("epoch");
        String run = chunk.getString("run");
        int number = chunk.getInteger("chunk");
        List<LogLine> lines = new ArrayList<>();
        List<Document> entries = BsonValues.documents(chunk, "entries");
        for (int entry = firstAfter(after, epoch, run, number); entry < entries.size(); entry++) {
            Document document = entries.get(entry);
            LogEntry text = new LogEntry(BsonValues.requiredInstant(document, "at"), document.getString("text"));
            lines.add(new LogLine(new LogPosition(epoch, run, number, entry), text));
        }
        return lines;
    }

    private static int firstAfter(@Nullable LogPosition after, int epoch, String run, int chunk) {
        if (after == null || !after.equals(new LogPosition(epoch, run, chunk, after.entry()))) {
            return 0;
        }
        return after.entry() + 1;
    }

    /** From an id on, as far as ids have the prefix: '0' comes after '/', which a prefix ends with. */
    private static Bson within(String first, String prefix) {
        String end = prefix.substring(0, prefix.length() - 1) + "0";
        return Filters.and(Filters.gte(ID, first), Filters.lt(ID, end));
    }

    private static String id(TaskId task, int epoch, String run, int chunk) {
        return prefix(task) + digits(epoch) + "/" + run + "/" + String.format(Locale.ROOT, "%05d", chunk);
    }

    private static String prefix(TaskId task) {
        return task + "/";
    }

    /** As many as the largest epoch has. */
    private static String digits(int epoch) {
        return String.format(Locale.ROOT, "%010d", epoch);
    }
}
