package io.taskmill.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.taskmill.model.Shards;
import io.taskmill.model.schedule.Schedule;
import io.taskmill.model.schedule.Schedule.Status;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The documents of schedules. */
public final class ScheduleStore extends ShardEntities<String, Schedule> {

    private static final String COLLECTION = "schedules";

    private final MongoCollection<Document> collection;

    public ScheduleStore(MongoDatabase database, Shards shards) {
        super(database, COLLECTION, new ScheduleMapping(shards));
        this.collection = database.getCollection(COLLECTION);
    }

    static void ensureIndexes(MongoDatabase database) {
        ShardEntities.ensureIndexes(database, COLLECTION);
        database.getCollection(COLLECTION)
                .createIndex(
                        Indexes.ascending(ScheduleMapping.EXPIRES),
                        new IndexOptions()
                                .name("expires")
                                .partialFilterExpression(Filters.exists(ScheduleMapping.EXPIRES))
                                .expireAfter(0L, TimeUnit.SECONDS));
        database.getCollection(COLLECTION)
                .createIndex(
                        Indexes.ascending(SHARD, ScheduleMapping.STATUS),
                        new IndexOptions().name(ScheduleMapping.STATUS));
    }

    /**
     * Schedules by name, without those that were deleted.
     *
     * @param after only names that come after this one; null for all
     */
    public List<Schedule> page(@Nullable String after, int limit) {
        Bson there = Filters.exists(ScheduleMapping.DELETED, false);
        Bson filter = after == null ? there : Filters.and(Filters.gt("_id", after), there);
        return read(filter, Sorts.ascending("_id"), null, limit).values().stream()
                .map(Versioned::entity)
                .toList();
    }

    /** How many schedules of a shard there are by what they are up to; those that were deleted do not count. */
    public Map<Status, Integer> countByStatus(int shard) {
        return reaching("count schedules", () -> {
            Map<Status, Integer> counts = new EnumMap<>(Status.class);
            for (Document document : collection
                    .find(Filters.and(Filters.eq(SHARD, shard), Filters.exists(ScheduleMapping.DELETED, false)))
                    .projection(Projections.include(ScheduleMapping.STATUS))) {
                counts.merge(Status.valueOf(document.getString(ScheduleMapping.STATUS)), 1, Integer::sum);
            }
            return counts;
        });
    }
}
