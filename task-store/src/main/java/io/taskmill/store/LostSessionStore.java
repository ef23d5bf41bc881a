package io.taskmill.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** Which sessions each shard was told are over: what comes from them later is refused there. */
public final class LostSessionStore {

    /** How long it is remembered; nothing of a session is on its way for longer. */
    private static final long KEPT_DAYS = 7;

    private static final String COLLECTION = "lostSessions";

    private final MongoCollection<Document> collection;

    public LostSessionStore(MongoDatabase database) {
        this.collection = database.getCollection(COLLECTION);
    }

    static void ensureIndexes(MongoDatabase database) {
        database.getCollection(COLLECTION)
                .createIndex(
                        Indexes.ascending("at"), new IndexOptions().name("kept").expireAfter(KEPT_DAYS, TimeUnit.DAYS));
        database.getCollection(COLLECTION)
                .createIndex(
                        Indexes.compoundIndex(Indexes.ascending("shard"), Indexes.descending("at")),
                        new IndexOptions().name("shard"));
    }

    /** Recording it twice changes nothing. */
    public void record(int shard, String session, boolean crashed, Instant at) {
        EntityCollection.reaching(
                "record a lost session",
                () -> collection.updateOne(
                        Filters.eq("_id", shard + "/" + session),
                        Updates.combine(
                                Updates.setOnInsert("shard", shard),
                                Updates.setOnInsert("session", session),
                                Updates.setOnInsert("crashed", crashed),
                                Updates.setOnInsert("at", Date.from(at))),
                        new UpdateOptions().upsert(true)));
    }

    /** The latest of the shard: whether each crashed, by session. */
    public Map<String, Boolean> of(int shard, int limit) {
        return EntityCollection.reaching("read lost sessions", () -> {
            Map<String, Boolean> lost = new HashMap<>();
            for (Document document : collection
                    .find(Filters.eq("shard", shard))
                    .sort(Sorts.descending("at"))
                    .limit(limit)) {
                lost.put(document.getString("session"), document.getBoolean("crashed"));
            }
            return lost;
        });
    }
}
