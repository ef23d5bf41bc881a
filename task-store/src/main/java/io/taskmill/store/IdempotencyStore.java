package io.taskmill.store;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.taskmill.model.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Idempotency keys as documents. The beginning of a lease is the store's own {@code $currentDate}, and whether it is over
 * is asked with the store's own {@code localTime}, read just before: a moment late, which only makes a lease longer.
 */
public final class IdempotencyStore implements Reservations {

    private static final String COLLECTION = "idempotencyKeys";
    private static final String ID = "_id";
    private static final String FINGERPRINT = "fingerprint";
    private static final String TASK = "task";
    private static final String EXPIRES_AT = "expiresAt";

    // Of what is not sent alone.
    private static final String HOLDER = "holder";
    private static final String LEASED_AT = "leasedAt";
    private static final String LEASE_MILLIS = "leaseMillis";
    private static final String COMMAND = "command";

    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoDatabase database;
    private final MongoCollection<Document> collection;

    public IdempotencyStore(MongoDatabase database) {
        this.database = database;
        this.collection = database.getCollection(COLLECTION);
    }

    static void ensureIndexes(MongoDatabase database) {
        database.getCollection(COLLECTION)
                .createIndex(
                        Indexes.ascending(EXPIRES_AT),
                        new IndexOptions().name("expiry").expireAfter(0L, TimeUnit.SECONDS));
    }

    @Override
    public Optional<Reservation> find(String key) {
        return EntityCollection.reaching("look up an idempotency key", () -> Optional.ofNullable(
                        collection.find(Filters.eq(ID, key)).first())
                .map(IdempotencyStore::fromDocument));
    }

    @Override
    public boolean reserve(Reservation fresh, Duration ttl) {
        Unsent unsent = required(fresh);
        Bson onInsert = Updates.combine(
                Updates.setOnInsert(FINGERPRINT, fresh.fingerprint()),
                Updates.setOnInsert(TASK, fresh.task().value()),
                Updates.setOnInsert(LEASE_MILLIS, unsent.lease().toMillis()),
                Updates.setOnInsert(COMMAND, new Binary(unsent.command())),
                Updates.currentDate(LEASED_AT));
        return EntityCollection.reaching("reserve an idempotency key", () -> {
            Date expiresAt = Date.from(now().plus(ttl));
            try {
                // Another holder's document does not match, so this inserts or fails.
                collection.updateOne(
                        heldBy(fresh.key(), unsent.holder()),
                        Updates.combine(onInsert, Updates.setOnInsert(EXPIRES_AT, expiresAt)),
                        UPSERT);
                return true;
            } catch (MongoWriteException e) {
                if (e.getError().getCode() != EntityCollection.DUPLICATE_KEY) {
                    throw e;
                }
                return false;
            }
        });
    }

    @Override
    public boolean takeOver(Reservation known, String holder, Duration lease) {
        Unsent unsent = required(known);
        return EntityCollection.reaching("take over an idempotency key", () -> {
            Date begunBefore = Date.from(now().minus(unsent.lease()));
            return collection
                            .updateOne(
                                    Filters.and(
                                            heldBy(known.key(), unsent.holder()), Filters.lt(LEASED_AT, begunBefore)),
                                    Updates.combine(
                                            Updates.set(HOLDER, holder),
                                            Updates.set(LEASE_MILLIS, lease.toMillis()),
                                            Updates.currentDate(LEASED_AT)))
                            .getMatchedCount()
                    == 1;
        });
    }

    @Override
    public void markSent(String key, TaskId task) {
        EntityCollection.reaching(
                "mark an idempotency key sent",
                () -> collection.updateOne(
                        Filters.and(Filters.eq(ID, key), Filters.eq(TASK, task.value())),
                        Updates.combine(
                                Updates.unset(HOLDER),
                                Updates.unset(LEASED_AT),
                                Updates.unset(LEASE_MILLIS),
                                Updates.unset(COMMAND))));
    }

    @Override
    public boolean forget(String key, TaskId task) {
        return EntityCollection.reaching(
                "forget a key",
                () -> collection
                                .deleteOne(Filters.and(
                                        Filters.eq(ID, key),
                                        Filters.eq(TASK, task.value()),
                                        Filters.exists(HOLDER, false)))
                                .getDeletedCount()
                        == 1);
    }

    @Override
    public void release(String key, String holder) {
        EntityCollection.reaching(
                "release an idempotency key",
                () -> collection.updateOne(heldBy(key, holder), Updates.set(LEASED_AT, Date.from(Instant.EPOCH))));
    }

    @Override
    public boolean drop(String key, String holder) {
        return EntityCollection.reaching(
                "drop an idempotency key",
                () -> collection.deleteOne(heldBy(key, holder)).getDeletedCount() == 1);
    }

    private static Bson heldBy(String key, String holder) {
        return Filters.and(Filters.eq(ID, key), Filters.eq(HOLDER, holder));
    }

    /** The primary's clock. */
    private Instant now() {
        Date now = database.runCommand(new Document("hello", 1)).getDate("localTime");
        return Objects.requireNonNull(now, "the store tells its time").toInstant();
    }

    private static Unsent required(Reservation reservation) {
        return Objects.requireNonNull(reservation.unsent(), "only what is not sent can be held");
    }

    private static Reservation fromDocument(Document document) {
        return new Reservation(
                document.getString(ID),
                document.getString(FINGERPRINT),
                new TaskId(document.get(TASK, UUID.class)),
                unsent(document));
    }

    private static @Nullable Unsent unsent(Document document) {
        String holder = document.getString(HOLDER);
        return holder == null
                ? null
                : new Unsent(
                        holder,
                        Duration.ofMillis(document.getLong(LEASE_MILLIS)),
                        document.get(COMMAND, Binary.class).getData());
    }
}
