package io.taskmill.store;

import io.taskmill.model.After;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.ScheduledBy;
import io.taskmill.model.TaskSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/** What was asked for, as the member {@code spec} of a task's document. */
final class SpecMapping {

    private SpecMapping() {}

    static Document toDocument(TaskSpec spec) {
        Document document = new Document("type", spec.type())
                .append("typeVersion", spec.typeVersion())
                .append("pool", spec.pool())
                .append("priority", spec.priority().text())
                .append("params", spec.params().text());
        EntityRef entity = spec.entity();
        if (entity != null) {
            Document reference = new Document("type", entity.type());
            BsonValues.put(reference, "id", entity.id());
            document.append("entity", reference);
        }
        BsonValues.put(document, "creator", spec.creator());
        BsonValues.put(document, "correlationId", spec.correlationId());
        BsonValues.put(document, "created", spec.created());
        document.append("policy", PolicyMapping.toDocument(spec.policy()));
        BsonValues.put(document, "notBefore", spec.notBefore());
        After after = spec.after();
        if (after != null) {
            document.append("after", DependencyMapping.toDocument(after));
        }
        ScheduledBy schedule = spec.schedule();
        if (schedule != null) {
            Document by = new Document("name", schedule.name());
            BsonValues.put(by, "firing", schedule.firing());
            document.append("schedule", by);
        }
        if (spec.parent() != null) {
            document.append(FamilyMapping.PARENT, FamilyMapping.toDocument(spec.parent()));
        }
        if (!spec.unknown().isEmpty()) {
            // Anything may be in a member's name, so it is a value here.
            document.append(
                    "unknown",
                    spec.unknown().entrySet().stream()
                            .map(member -> new Document("name", member.getKey())
                                    .append("json", member.getValue().text()))
                            .toList());
        }
        return document;
    }

    /** What the task's entity is found by: its kind, and kind and id with a colon between. */
    static List<String> entityKeys(EntityRef entity) {
        return entity.id() == null ? List.of(entity.type()) : List.of(entity.type(), entity.type() + ":" + entity.id());
    }

    static TaskSpec fromDocument(Document document) {
        Document entity = document.get("entity", Document.class);
        Document schedule = document.get("schedule", Document.class);
        return new TaskSpec(
                document.getString("type"),
                document.getInteger("typeVersion"),
                document.getString("pool"),
                Priority.parse(document.getString("priority")),
                new Json(document.getString("params")),
                entity == null ? null : new EntityRef(entity.getString("type"), entity.getString("id")),
                document.getString("creator"),
                document.getString("correlationId"),
                BsonValues.requiredInstant(document, "created"),
                PolicyMapping.fromDocument(document.get("policy", Document.class)),
                BsonValues.instant(document, "notBefore"),
                DependencyMapping.after(document.get("after", Document.class)),
                schedule == null
                        ? null
                        : new ScheduledBy(schedule.getString("name"), BsonValues.requiredInstant(schedule, "firing")),
                FamilyMapping.parent(document.get(FamilyMapping.PARENT, Document.class)),
                unknown(document));
    }

    private static Map<String, Json> unknown(Document document) {
        Map<String, Json> unknown = new LinkedHashMap<>();
        BsonValues.documents(document, "unknown")
                .forEach(member -> unknown.put(member.getString("name"), new Json(member.getString("json"))));
        return unknown;
    }
}
