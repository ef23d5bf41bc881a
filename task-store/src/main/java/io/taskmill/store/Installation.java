package io.taskmill.store;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.taskmill.model.Shards;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/** What is fixed for a whole installation at its first start, and how far each shard is folded. */
public final class Installation {

    private static final String SHARDS = "shards";
    private static final String ID_KEY = "idKey";
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final int DUPLICATE_KEY = 11_000;

    private final MongoDatabase database;
    private final MongoCollection<Document> settings;
    private final MongoCollection<Document> watermarks;

    public Installation(MongoDatabase database) {
        this.database = database;
        this.settings = database.getCollection("installation");
        this.watermarks = database.getCollection("shards");
    }

    /** Creates what queries need; the projector does so before it folds. Does nothing that is done already. */
    public void ensureIndexes() {
        EntityCollection.reaching("create indexes", () -> {
            TaskStore.ensureIndexes(database);
            TaskList.ensureIndexes(database);
            TaskCountStore.ensureIndexes(database);
            SessionStore.ensureIndexes(database);
            LostSessionStore.ensureIndexes(database);
            IdempotencyStore.ensureIndexes(database);
            GateStore.ensureIndexes(database);
            RateStore.ensureIndexes(database);
            EntityStore.ensureIndexes(database);
            ScheduleStore.ensureIndexes(database);
            ChunkStore.ensureIndexes(database);
            JournalStore.ensureIndexes(database);
            return true;
        });
    }

    /** Fixes the number of shards if this is the first start, and gives the number that counts. */
    public Shards fixShards(Shards wanted) {
        Document fixed = fix(SHARDS, Updates.setOnInsert("count", wanted.count()));
        return new Shards(fixed.getInteger("count"));
    }

    /** The number of shards, once a projector has fixed it. */
    public Optional<Shards> shards() {
        return EntityCollection.reaching("read the number of shards", () -> Optional.ofNullable(
                        settings.find(Filters.eq("_id", SHARDS)).first())
                .map(document -> new Shards(document.getInteger("count"))));
    }

    /** The key that all API replicas sign task ids with: the given one if this is the first start. */
    public byte[] fixIdKey(byte[] fresh) {
        return fix(ID_KEY, Updates.setOnInsert("key", new Binary(fresh)))
                .get("key", Binary.class)
                .getData();
    }

    private Document fix(String id, Bson onInsert) {
        return EntityCollection.reaching("fix " + id, () -> {
            try {
                settings.updateOne(Filters.eq("_id", id), onInsert, UPSERT);
            } catch (MongoWriteException e) {
                if (e.getError().getCode() != DUPLICATE_KEY) {
                    throw e;
                } // another process was first at the same instant
            }
            Document fixed = settings.find(Filters.eq("_id", id)).first();
            if (fixed == null) {
                throw new IllegalStateException("installation." + id + " was deleted while it was being read");
            }
            return fixed;
        });
    }

    /** Everything that was published to the shard before this instant, by the senders' clocks, is folded. */
    public void foldedThrough(int shard, Instant at) {
        EntityCollection.reaching(
                "write a watermark",
                () -> watermarks.updateOne(
                        Filters.eq("_id", shard), Updates.set("foldedThrough", Date.from(at)), UPSERT));
    }

    /** By shard; a shard that was never folded is absent. */
    public Map<Integer, Instant> watermarks() {
        return EntityCollection.reaching("read watermarks", () -> {
            Map<Integer, Instant> read = new HashMap<>();
            for (Document document : watermarks.find()) {
                read.put(
                        document.getInteger("_id"),
                        document.getDate("foldedThrough").toInstant());
            }
            return read;
        });
    }
}
