package io.taskmill.store;

import io.taskmill.model.Shards;
import io.taskmill.model.rate.Rate;
import io.taskmill.model.rate.Rate.Granted;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Rates as documents. The time of the next is kept to the nanosecond, or many in a second would come too soon. */
final class RateMapping implements EntityMapping<String, Rate> {

    static final String EXPIRES = "expires";

    private static final Duration KEPT = Duration.ofDays(1);

    private static final String NEXT_SECONDS = "nextSeconds";
    private static final String NEXT_NANOS = "nextNanos";
    private static final String RETURNED = "returned";
    private static final String RETURNS = "returns";
    private static final String AT = "at";

    private static final List<String> OPTIONAL =
            List.of(NEXT_SECONDS, NEXT_NANOS, RETURNED, RETURNS, EXPIRES, ShardEntities.OUTBOX);

    private final Shards shards;

    RateMapping(Shards shards) {
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
    public Iterable<String> optionalFields(Rate before, Rate after) {
        return OPTIONAL;
    }

    @Override
    public Document fields(@Nullable Rate before, Rate rate) {
        Document fields = new Document(ShardEntities.SHARD, shards.of(rate.key()));
        Instant next = rate.next();
        if (next != null) {
            fields.append(NEXT_SECONDS, next.getEpochSecond()).append(NEXT_NANOS, next.getNano());
            BsonValues.put(fields, EXPIRES, next.plus(KEPT));
        }
        if (!rate.returned().isEmpty()) {
            fields.append(RETURNED, rate.returned().stream().map(Date::from).toList());
        }
        if (!rate.returns().isEmpty()) {
            fields.append(RETURNS, AdmissionMapping.documents(rate.returns()));
        }
        if (!rate.outbox().isEmpty()) {
            fields.append(
                    ShardEntities.OUTBOX,
                    rate.outbox().stream().map(RateMapping::toDocument).toList());
        }
        return fields;
    }

    private static Document toDocument(Granted granted) {
        return AdmissionMapping.toDocument(granted.claim()).append(AT, Date.from(granted.at()));
    }

    @Override
    public Rate fromDocument(Document document) {
        Long seconds = document.getLong(NEXT_SECONDS);
        List<Date> returned = document.getList(RETURNED, Date.class);
        return new Rate(
                keyOf(document),
                seconds == null ? null : Instant.ofEpochSecond(seconds, document.getInteger(NEXT_NANOS)),
                returned == null
                        ? List.of()
                        : returned.stream().map(Date::toInstant).toList(),
                BsonValues.documents(document, ShardEntities.OUTBOX).stream()
                        .map(granted ->
                                new Granted(AdmissionMapping.claim(granted), BsonValues.requiredInstant(granted, AT)))
                        .toList(),
                AdmissionMapping.claims(document, RETURNS));
    }
}
