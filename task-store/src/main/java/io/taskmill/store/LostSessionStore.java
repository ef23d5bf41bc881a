package io.taskmill.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.taskmill.model.message.SessionLoss;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Which sessions each shard was told are over: what comes from them later is refused there. */
public final class LostSessionStore {

    /** How long it is remembered; nothing of a session is on its way for longer. */
    private static final long KEPT_DAYS = 7;

    private static final String COLLECTION = "lostSessions";
    private static final String SUSPECTS = "suspects";
    private static final String LEASE_STANDS = "leaseStands";

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

    /** Recording it twice changes nothing; that a lease is over is never forgotten. */
    public void record(int shard, String session, SessionLoss loss, Instant at) {
        List<Bson> updates = new ArrayList<>(List.of(
                Updates.setOnInsert("shard", shard),
                Updates.setOnInsert("session", session),
                Updates.setOnInsert("crashed", loss.crashed()),
                Updates.setOnInsert("at", Date.from(at))));
        if (!loss.suspects().isEmpty()) {
            updates.add(Updates.setOnInsert(SUSPECTS, BsonValues.texts(loss.suspects())));
        }
        updates.add(loss.leaseStands() ? Updates.setOnInsert(LEASE_STANDS, true) : Updates.unset(LEASE_STANDS));
        EntityCollection.reaching(
                "record a lost session",
                () -> collection.updateOne(
                        Filters.eq("_id", shard + "/" + session),
                        Updates.combine(updates),
                        new UpdateOptions().upsert(true)));
    }

    /** The latest of the shard, by session. */
    public Map<String, SessionLoss> of(int shard, int limit) {
        return EntityCollection.reaching("read lost sessions", () -> {
            Map<String, SessionLoss> lost = new HashMap<>();
            for (Document document : collection
                    .find(Filters.eq("shard", shard))
                    .sort(Sorts.descending("at"))
                    .limit(limit)) {
                lost.put(document.getString("session"), loss(document));
            }
            return lost;
        });
    }

    private static SessionLoss loss(Document document) {
        return new SessionLoss(
                document.getBoolean("crashed"),
                BsonValues.tasks(document, SUSPECTS),
                document.getBoolean(LEASE_STANDS, false));
    }
}
