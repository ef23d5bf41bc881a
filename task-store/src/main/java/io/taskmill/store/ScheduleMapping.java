package io.taskmill.store;

import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.schedule.By;
import io.taskmill.model.schedule.Firing;
import io.taskmill.model.schedule.FiringRecord;
import io.taskmill.model.schedule.FiringRecord.Outcome;
import io.taskmill.model.schedule.Running;
import io.taskmill.model.schedule.Schedule;
import io.taskmill.model.schedule.ScheduleFollowUp;
import io.taskmill.model.schedule.SchedulePause;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Schedules as documents. Instants and durations keep milliseconds. */
final class ScheduleMapping implements EntityMapping<String, Schedule> {

    static final String DELETED = "deleted";
    static final String EXPIRES = "expires";
    static final String STATUS = "status";

    /** So long late messages to a deleted schedule are known as such. */
    private static final Duration DELETED_KEPT = Duration.ofDays(1);

    private static final String AT = "at";
    private static final String ACTOR = "actor";
    private static final String TASK = "task";
    private static final String FIRING = "firing";
    private static final String REVISION = "revision";
    private static final String DECIDED = "decided";
    private static final String OUTCOME = "outcome";

    private final Shards shards;

    ScheduleMapping(Shards shards) {
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
    public Iterable<String> optionalFields(Schedule before, Schedule after) {
        return List.of(
                "paused", "next", "pending", ShardEntities.OUTBOX, ShardEntities.DUE, "former", DELETED, EXPIRES);
    }

    @Override
    public Document fields(@Nullable Schedule before, Schedule schedule) {
        Document document = new Document(ShardEntities.SHARD, shards.of(schedule.name()))
                .append(STATUS, schedule.status().name())
                .append(REVISION, schedule.revision())
                .append("plan", PlanMapping.toDocument(schedule.plan()))
                .append("created", by(schedule.created()))
                .append("changed", by(schedule.changed()));
        SchedulePause paused = schedule.paused();
        if (paused != null) {
            Document pause = by(new By(paused.actor(), paused.at()));
            BsonValues.put(pause, "reason", paused.reason());
            document.append("paused", pause);
        }
        BsonValues.put(document, "decidedThrough", schedule.decidedThrough());
        BsonValues.put(document, "next", schedule.next());
        Firing pending = schedule.pending();
        if (pending != null) {
            document.append("pending", firing(pending));
        }
        document.append(
                        "running",
                        schedule.running().stream()
                                .map(running -> firing(running.firing()).append("cancelled", running.cancelled()))
                                .toList())
                .append(
                        "recent",
                        schedule.recent().stream().map(ScheduleMapping::record).toList())
                .append("counts", counts(schedule.counts()))
                .append("applied", schedule.applied());
        schedule.due().ifPresent(due -> BsonValues.put(document, ShardEntities.DUE, due));
        if (!schedule.outbox().isEmpty()) {
            document.append(
                    ShardEntities.OUTBOX,
                    schedule.outbox().stream().map(ScheduleMapping::followUp).toList());
        }
        if (!schedule.former().isEmpty()) {
            document.append("former", former(schedule.former()));
        }
        By deleted = schedule.deleted();
        if (deleted != null) {
            document.append(DELETED, by(deleted));
            BsonValues.put(document, EXPIRES, deleted.at().plus(DELETED_KEPT));
        }
        return document;
    }

    @Override
    public Schedule fromDocument(Document document) {
        Document paused = document.get("paused", Document.class);
        Document pending = document.get("pending", Document.class);
        Document deleted = document.get(DELETED, Document.class);
        return new Schedule(
                keyOf(document),
                PlanMapping.fromDocument(document.get("plan", Document.class)),
                document.getInteger(REVISION),
                by(document.get("created", Document.class)),
                by(document.get("changed", Document.class)),
                paused == null
                        ? null
                        : new SchedulePause(
                                paused.getString(ACTOR),
                                BsonValues.requiredInstant(paused, AT),
                                paused.getString("reason")),
                BsonValues.requiredInstant(document, "decidedThrough"),
                BsonValues.instant(document, "next"),
                pending == null ? null : firing(pending),
                BsonValues.documents(document, "running").stream()
                        .map(running -> new Running(firing(running), running.getBoolean("cancelled")))
                        .toList(),
                BsonValues.documents(document, "recent").stream()
                        .map(ScheduleMapping::record)
                        .toList(),
                counts(document.get("counts", Document.class)),
                BsonValues.documents(document, ShardEntities.OUTBOX).stream()
                        .map(ScheduleMapping::followUp)
                        .toList(),
                former(BsonValues.documents(document, "former")),
                document.getList("applied", String.class),
                deleted == null ? null : by(deleted));
    }

    private static Document by(By by) {
        Document document = new Document();
        BsonValues.put(document, ACTOR, by.actor());
        BsonValues.put(document, AT, by.at());
        return document;
    }

    private static By by(Document document) {
        return new By(document.getString(ACTOR), BsonValues.requiredInstant(document, AT));
    }

    private static Document firing(Firing firing) {
        Document document = new Document(TASK, firing.task().value());
        BsonValues.put(document, FIRING, firing.at());
        return document;
    }

    private static Firing firing(Document document) {
        return new Firing(BsonValues.requiredInstant(document, FIRING), id(document, TASK));
    }

    private static TaskId id(Document document, String field) {
        return new TaskId(document.get(field, UUID.class));
    }

    private static Document record(FiringRecord record) {
        Document document = new Document(OUTCOME, record.outcome().name());
        BsonValues.put(document, FIRING, record.firing());
        BsonValues.put(document, DECIDED, record.decided());
        TaskId task = record.task();
        if (task != null) {
            document.append(TASK, task.value());
        }
        State ended = record.ended();
        if (ended != null) {
            document.append("ended", ended.name());
        }
        return document;
    }

    private static FiringRecord record(Document document) {
        String ended = document.getString("ended");
        return new FiringRecord(
                BsonValues.requiredInstant(document, FIRING),
                Outcome.valueOf(document.getString(OUTCOME)),
                BsonValues.requiredInstant(document, DECIDED),
                document.containsKey(TASK) ? id(document, TASK) : null,
                ended == null ? null : State.valueOf(ended));
    }

    private static Document counts(Map<Outcome, Long> counts) {
        Document document = new Document();
        counts.forEach((outcome, count) -> document.append(outcome.name(), count));
        return document;
    }

    private static Map<Outcome, Long> counts(Document document) {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        document.forEach((outcome, count) -> counts.put(Outcome.valueOf(outcome), ((Number) count).longValue()));
        return counts;
    }

    private static Document followUp(ScheduleFollowUp followUp) {
        return switch (followUp) {
            case ScheduleFollowUp.Fire fire -> {
                Document document = firing(fire.firing()).append(REVISION, fire.revision());
                BsonValues.put(document, DECIDED, fire.decided());
                yield document;
            }
            case ScheduleFollowUp.Cancel cancel -> {
                Document document = new Document("cancel", cancel.task().value())
                        .append("successor", cancel.successor().value());
                BsonValues.put(document, DECIDED, cancel.decided());
                yield document;
            }
        };
    }

    private static ScheduleFollowUp followUp(Document document) {
        Instant decided = BsonValues.requiredInstant(document, DECIDED);
        return document.containsKey("cancel")
                ? new ScheduleFollowUp.Cancel(id(document, "cancel"), id(document, "successor"), decided)
                : new ScheduleFollowUp.Fire(firing(document), document.getInteger(REVISION), decided);
    }

    private static List<Document> former(Map<Integer, TaskSpec> former) {
        return former.entrySet().stream()
                .map(template -> new Document(REVISION, template.getKey())
                        .append("template", SpecMapping.toDocument(template.getValue())))
                .toList();
    }

    private static Map<Integer, TaskSpec> former(List<Document> documents) {
        Map<Integer, TaskSpec> former = new HashMap<>();
        documents.forEach(template -> former.put(
                template.getInteger(REVISION), SpecMapping.fromDocument(template.get("template", Document.class))));
        return former;
    }
}
