package io.taskmill.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.taskmill.model.journal.JournalEntry;
import io.taskmill.model.journal.JournalIds;
import io.taskmill.model.journal.JournalLevel;
import io.taskmill.store.JournalFilter.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The journal: a document an entry, written once and never changed. Ids sort by time and are derived from what is told, so
 * an entry is stored once however often it is told.
 *
 * <p>Each index has the id last. A page of several levels is merged from as many ranges of one index, so nothing is sorted
 * and nothing is read that is not shown.
 */
public final class JournalStore {

    static final String COLLECTION = "journal";

    private static final String ID_INDEX = "_id_";
    private static final String LEVEL_INDEX = "level";
    private static final String KIND_INDEX = "kind";
    private static final String TYPE_INDEX = "type";
    private static final String ENTITY_INDEX = "entity";
    private static final String ACTOR_INDEX = "actor";

    private static final InsertManyOptions UNORDERED = new InsertManyOptions().ordered(false);

    private final MongoCollection<Document> journal;

    /** What narrows a page down, and the index that serves it. */
    private record Served(String index, @Nullable Bson subject, boolean byLevel) {}

    public JournalStore(MongoDatabase database) {
        this.journal = database.getCollection(COLLECTION);
    }

    static void ensureIndexes(MongoDatabase database) {
        MongoCollection<Document> journal = database.getCollection(COLLECTION);
        String id = JournalMapping.ID;
        String level = JournalMapping.LEVEL;
        journal.createIndex(Indexes.ascending(level, id), new IndexOptions().name(LEVEL_INDEX));
        journal.createIndex(Indexes.ascending(JournalMapping.KIND, id), new IndexOptions().name(KIND_INDEX));
        journal.createIndex(
                Indexes.ascending(JournalMapping.TYPE, level, id), TaskStore.only(TYPE_INDEX, JournalMapping.TYPE));
        journal.createIndex(
                Indexes.ascending(JournalMapping.ENTITY, level, id),
                TaskStore.only(ENTITY_INDEX, JournalMapping.ENTITY));
        journal.createIndex(
                Indexes.ascending(JournalMapping.ACTOR, level, id), TaskStore.only(ACTOR_INDEX, JournalMapping.ACTOR));
    }

    /**
     * Stores what is not stored yet; returns when majority and journal have all of it.
     *
     * @param shard the one that tells it
     * @throws StoreUnavailableException if the store does not answer; then any of it may be stored
     */
    public void write(int shard, Collection<JournalEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Map<String, Document> documents = new LinkedHashMap<>();
        entries.forEach(entry -> documents.putIfAbsent(entry.id(), JournalMapping.toDocument(shard, entry)));
        EntityCollection.reaching("write the journal", () -> {
            insert(List.copyOf(documents.values()));
            return true;
        });
    }

    private void insert(List<Document> documents) {
        try {
            journal.insertMany(documents, UNORDERED);
        } catch (MongoBulkWriteException e) {
            // The server answers for majority and journal also where it has found a document there.
            boolean onlyRepetitions = e.getWriteConcernError() == null
                    && e.getWriteErrors().stream().allMatch(error -> error.getCode() == EntityCollection.DUPLICATE_KEY);
            if (!onlyRepetitions) {
                throw e;
            }
        }
    }

    /** The same where most of it is stored, as a rule: what is there is not sent. */
    public void mend(int shard, Collection<JournalEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Set<String> known = EntityCollection.reaching("look into the journal", () -> {
            Set<String> found = new HashSet<>();
            List<String> ids = entries.stream().map(JournalEntry::id).toList();
            for (Document document : journal.find(Filters.in(JournalMapping.ID, ids))
                    .projection(Projections.include(JournalMapping.ID))) {
                found.add(document.getString(JournalMapping.ID));
            }
            return found;
        });
        write(
                shard,
                entries.stream().filter(entry -> !known.contains(entry.id())).toList());
    }

    /**
     * The latest entries, latest first. Costs as much as what is read, however many are stored.
     *
     * @param before only entries whose ids come before this one, which need not exist; null for all
     * @param limit at least 1
     * @throws StoreUnavailableException if the store does not answer
     */
    public List<JournalEntry> newest(JournalFilter filter, @Nullable String before, int limit) {
        return EntityCollection.reaching("read the journal", () -> {
            List<JournalEntry> found = new ArrayList<>();
            for (Document document : query(filter, before, limit)) {
                found.add(JournalMapping.fromDocument(document));
            }
            return found;
        });
    }

    /** Apart, so that a test can have it explained. */
    FindIterable<Document> query(JournalFilter filter, @Nullable String before, int limit) {
        Served served = served(filter);
        List<Bson> conditions = new ArrayList<>();
        if (served.subject() != null) {
            conditions.add(served.subject());
        }
        if (served.byLevel()) {
            conditions.add(Filters.in(
                    JournalMapping.LEVEL,
                    filter.levels().stream().map(JournalLevel::name).toList()));
        }
        String end = filter.to() == null ? null : JournalIds.from(filter.to());
        if (before != null && (end == null || before.compareTo(end) < 0)) {
            end = before;
        }
        if (end != null) {
            conditions.add(Filters.lt(JournalMapping.ID, end));
        }
        if (filter.from() != null) {
            conditions.add(Filters.gte(JournalMapping.ID, JournalIds.from(filter.from())));
        }
        return journal.find(conditions.isEmpty() ? Filters.empty() : Filters.and(conditions))
                .sort(Sorts.descending(JournalMapping.ID))
                .hintString(served.index())
                .limit(limit)
                .batchSize(limit);
    }

    private static Served served(JournalFilter filter) {
        return switch (filter.subject()) {
            case null -> filter.ofAllLevels() ? new Served(ID_INDEX, null, false) : new Served(LEVEL_INDEX, null, true);
            case Subject.Type(String name) -> new Served(TYPE_INDEX, Filters.eq(JournalMapping.TYPE, name), true);
            case Subject.Entity(String reference) ->
                new Served(ENTITY_INDEX, Filters.eq(JournalMapping.ENTITY, reference), true);
            case Subject.Actor(String name) -> new Served(ACTOR_INDEX, Filters.eq(JournalMapping.ACTOR, name), true);
            case Subject.Kind(var kind) -> new Served(KIND_INDEX, Filters.eq(JournalMapping.KIND, kind.name()), false);
        };
    }

    /** About how many entries there are, at no cost. */
    public long count() {
        return EntityCollection.reaching("count the journal", journal::estimatedDocumentCount);
    }

    /**
     * Deletes the oldest entries.
     *
     * @param before only entries before this instant; null for any
     * @param limit how many at most
     * @return how many that were
     * @throws StoreUnavailableException if the store does not answer; then any of them may be gone
     */
    public int deleteOldest(@Nullable Instant before, int limit) {
        return EntityCollection.reaching("shorten the journal", () -> {
            List<String> ids = new ArrayList<>();
            for (Document document : oldest(before, limit)) {
                ids.add(document.getString(JournalMapping.ID));
            }
            if (!ids.isEmpty()) {
                var _ = journal.deleteMany(Filters.in(JournalMapping.ID, ids));
            }
            return ids.size();
        });
    }

    /** Apart, so that a test can have it explained. */
    FindIterable<Document> oldest(@Nullable Instant before, int limit) {
        return journal.find(before == null ? Filters.empty() : Filters.lt(JournalMapping.ID, JournalIds.from(before)))
                .sort(Sorts.ascending(JournalMapping.ID))
                .hintString(ID_INDEX)
                .projection(Projections.include(JournalMapping.ID))
                .limit(limit)
                .batchSize(limit);
    }
}
