package io.taskmill.store;

import io.taskmill.model.Claim;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.gate.Gate;
import io.taskmill.model.gate.GateNotice;
import io.taskmill.model.gate.Holder;
import io.taskmill.model.gate.Waiter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Gates as documents. */
final class GateMapping implements EntityMapping<String, Gate> {

    /** From when on nothing is left of an idle one; the store itself takes it away then. */
    static final String EXPIRES = "expires";

    private static final Duration KEPT = Duration.ofDays(1);

    private static final String DECLARED = "declared";
    private static final String LIMITED = "limited";
    private static final String HOLDERS = "holders";
    private static final String WAITING = "waiting";
    private static final String FORGOTTEN = "forgotten";
    private static final String RELEASED = "released";
    private static final String APPLIED = "applied";
    private static final String SUBMITTED = "submitted";
    private static final String SINCE = "since";
    private static final String ASKED = "asked";
    private static final String AT = "at";
    private static final String IDLE = "idle";
    private static final String PRIORITY = "priority";
    private static final String DISPLACED = "displaced";
    private static final String HOLDER = "holder";
    private static final String REFUSED = "refused";
    private static final String DISPLACED_BY = "displacedBy";

    private static final List<String> OPTIONAL = List.of(
            DECLARED,
            LIMITED,
            HOLDERS,
            WAITING,
            FORGOTTEN,
            RELEASED,
            APPLIED,
            IDLE,
            EXPIRES,
            ShardEntities.OUTBOX,
            ShardEntities.DUE);

    private final Shards shards;

    GateMapping(Shards shards) {
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
    public Iterable<String> optionalFields(Gate before, Gate after) {
        return OPTIONAL;
    }

    @Override
    public Document fields(@Nullable Gate before, Gate gate) {
        Document fields = new Document(ShardEntities.SHARD, shards.of(gate.key()));
        if (gate.declared() != null) {
            fields.append(DECLARED, AdmissionMapping.toDocument(gate.declared()));
        }
        if (gate.limited() != null) {
            fields.append(LIMITED, toDocument(gate.limited()));
        }
        put(
                fields,
                HOLDERS,
                gate.holders().stream().map(GateMapping::toDocument).toList());
        put(
                fields,
                WAITING,
                gate.waiting().stream().map(GateMapping::toDocument).toList());
        if (gate.forgotten()) {
            fields.append(FORGOTTEN, true);
        }
        put(fields, RELEASED, AdmissionMapping.documents(gate.released()));
        put(
                fields,
                ShardEntities.OUTBOX,
                gate.outbox().stream().map(GateMapping::toDocument).toList());
        put(fields, APPLIED, gate.applied());
        gate.due().ifPresent(due -> BsonValues.put(fields, ShardEntities.DUE, due));
        BsonValues.put(fields, IDLE, gate.idle());
        BsonValues.put(fields, EXPIRES, gate.idle() == null ? null : gate.idle().plus(KEPT));
        return fields;
    }

    private static void put(Document fields, String name, List<?> values) {
        if (!values.isEmpty()) {
            fields.append(name, values);
        }
    }

    private static Document toDocument(Gate.Limited limited) {
        Document document = new Document("limit", limited.limit());
        BsonValues.put(document, "actor", limited.actor());
        BsonValues.put(document, AT, limited.at());
        return document;
    }

    private static Document toDocument(Holder holder) {
        Document document = AdmissionMapping.toDocument(holder.claim());
        BsonValues.put(document, SUBMITTED, holder.submitted());
        BsonValues.put(document, SINCE, holder.since());
        BsonValues.put(document, ASKED, holder.asked());
        return holder.displaced() ? document.append(DISPLACED, true) : document;
    }

    private static Document toDocument(Waiter waiter) {
        Document document = AdmissionMapping.toDocument(waiter.claim())
                .append(PRIORITY, waiter.priority().text());
        BsonValues.put(document, SUBMITTED, waiter.submitted());
        return document;
    }

    private static Document toDocument(GateNotice notice) {
        Document document = AdmissionMapping.toDocument(notice.claim());
        return switch (notice) {
            case GateNotice.Grant _ -> document;
            case GateNotice.Refuse refuse -> {
                TaskId holder = refuse.holder();
                yield document.append(REFUSED, true).append(HOLDER, holder == null ? null : holder.value());
            }
            case GateNotice.Displace displace ->
                document.append(DISPLACED_BY, displace.by().value());
        };
    }

    @Override
    public Gate fromDocument(Document document) {
        Document declared = document.get(DECLARED, Document.class);
        Document limited = document.get(LIMITED, Document.class);
        List<String> applied = document.getList(APPLIED, String.class);
        return new Gate(
                keyOf(document),
                declared == null ? null : AdmissionMapping.gateRule(declared),
                limited == null
                        ? null
                        : new Gate.Limited(
                                limited.getInteger("limit"),
                                limited.getString("actor"),
                                BsonValues.requiredInstant(limited, AT)),
                BsonValues.documents(document, HOLDERS).stream()
                        .map(GateMapping::holder)
                        .toList(),
                BsonValues.documents(document, WAITING).stream()
                        .map(GateMapping::waiter)
                        .toList(),
                document.getBoolean(FORGOTTEN, false),
                BsonValues.documents(document, ShardEntities.OUTBOX).stream()
                        .map(GateMapping::notice)
                        .toList(),
                AdmissionMapping.claims(document, RELEASED),
                applied == null ? List.of() : applied,
                BsonValues.instant(document, IDLE));
    }

    private static Holder holder(Document document) {
        return new Holder(
                AdmissionMapping.claim(document),
                BsonValues.requiredInstant(document, SUBMITTED),
                BsonValues.requiredInstant(document, SINCE),
                BsonValues.requiredInstant(document, ASKED),
                document.getBoolean(DISPLACED, false));
    }

    private static Waiter waiter(Document document) {
        return new Waiter(
                AdmissionMapping.claim(document),
                Priority.parse(document.getString(PRIORITY)),
                BsonValues.requiredInstant(document, SUBMITTED));
    }

    private static GateNotice notice(Document document) {
        Claim claim = AdmissionMapping.claim(document);
        UUID displacedBy = document.get(DISPLACED_BY, UUID.class);
        if (displacedBy != null) {
            return new GateNotice.Displace(claim, new TaskId(displacedBy));
        }
        if (document.getBoolean(REFUSED, false)) {
            UUID holder = document.get(HOLDER, UUID.class);
            return new GateNotice.Refuse(claim, holder == null ? null : new TaskId(holder));
        }
        return new GateNotice.Grant(claim);
    }
}
