package io.taskmill.store;

import io.taskmill.model.EntityRef;
import io.taskmill.model.Shards;
import io.taskmill.model.entity.Entity;
import io.taskmill.model.entity.Entity.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The things that tasks work on as documents. */
final class TrackedMapping implements EntityMapping<String, Entity> {

    /** While it is there; what lists are found by. */
    static final String THERE = "there";

    static final String EXPIRES = "expires";

    /** What is gone is remembered so long. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final String SINCE = "since";
    private static final String HISTORY = "history";
    private static final String HEARD = "heard";
    private static final String AT = "at";
    private static final String BY = "by";

    private static final List<String> OPTIONAL =
            List.of(FactMapping.STATUS, FactMapping.BUILDING, FactMapping.GONE, FactMapping.ATTRIBUTES, THERE, EXPIRES);

    private final Shards shards;

    TrackedMapping(Shards shards) {
        this.shards = shards;
    }

    @Override
    public Object toId(String key) {
        return key;
    }

    @Override
    public String keyOf(Document document) {
        return document.getString("_id");
    }

    @Override
    public Iterable<String> optionalFields(Entity before, Entity after) {
        return OPTIONAL;
    }

    @Override
    public Document fields(@Nullable Entity before, Entity entity) {
        Document fields = new Document(ShardEntities.SHARD, shards.of(entity.key()))
                .append(FactMapping.TYPE, entity.ref().type())
                .append(FactMapping.ID, entity.ref().id())
                .append(SINCE, Date.from(entity.since()));
        BsonValues.put(fields, FactMapping.STATUS, entity.status());
        if (entity.building()) {
            fields.append(FactMapping.BUILDING, true);
        }
        Instant gone = entity.gone();
        if (gone == null) {
            fields.append(THERE, true);
        } else {
            fields.append(FactMapping.GONE, Date.from(gone)).append(EXPIRES, Date.from(gone.plus(KEPT)));
        }
        if (!entity.attributes().isEmpty()) {
            fields.append(FactMapping.ATTRIBUTES, FactMapping.toDocument(entity.attributes()));
        }
        return fields.append(
                        HISTORY,
                        entity.history().stream()
                                .map(TrackedMapping::toDocument)
                                .toList())
                .append(
                        HEARD,
                        entity.heard().stream().map(FactMapping::toDocument).toList());
    }

    private static Document toDocument(Change change) {
        Document document = new Document(AT, Date.from(change.at()));
        BsonValues.put(document, FactMapping.STATUS, change.status());
        return document.append(FactMapping.BUILDING, change.building())
                .append(FactMapping.GONE, change.gone())
                .append(BY, FactMapping.toDocument(change.by()));
    }

    private static Change change(Document document) {
        return new Change(
                BsonValues.requiredInstant(document, AT),
                document.getString(FactMapping.STATUS),
                document.getBoolean(FactMapping.BUILDING),
                document.getBoolean(FactMapping.GONE),
                FactMapping.teller(document.get(BY, Document.class)));
    }

    @Override
    public Entity fromDocument(Document document) {
        return new Entity(
                new EntityRef(document.getString(FactMapping.TYPE), document.getString(FactMapping.ID)),
                document.getString(FactMapping.STATUS),
                BsonValues.requiredInstant(document, SINCE),
                document.getBoolean(FactMapping.BUILDING, false),
                BsonValues.instant(document, FactMapping.GONE),
                FactMapping.attributes(document),
                BsonValues.documents(document, HISTORY).stream()
                        .map(TrackedMapping::change)
                        .toList(),
                BsonValues.documents(document, HEARD).stream()
                        .map(FactMapping::teller)
                        .toList());
    }
}
