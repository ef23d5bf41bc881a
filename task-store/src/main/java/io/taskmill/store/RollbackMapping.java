package io.taskmill.store;

import io.taskmill.model.Json;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.task.End;
import io.taskmill.model.task.Rollback;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What a task's runs have pushed to be undone, as a member of its document. */
final class RollbackMapping {

    static final String FIELD = "rollback";

    /** What may be large. */
    static final List<String> LARGE = List.of(FIELD + ".left", FIELD + ".undone");

    private RollbackMapping() {}

    static Document toDocument(Rollback rollback) {
        Document document = new Document();
        put(document, "left", rollback.left());
        put(document, "undone", rollback.undone());
        document.append("from", rollback.from()).append("failures", rollback.failures());
        BsonValues.put(document, "run", rollback.run());
        if (rollback.error() != null) {
            document.append("error", CourseMapping.toDocument(rollback.error()));
        }
        End outcome = rollback.outcome();
        if (outcome != null) {
            document.append("outcome", CourseMapping.toDocument(outcome));
        }
        return document;
    }

    private static void put(Document document, String field, List<RollbackEntry> entries) {
        if (!entries.isEmpty()) {
            document.append(
                    field, entries.stream().map(RollbackMapping::toDocument).toList());
        }
    }

    private static Document toDocument(RollbackEntry entry) {
        return new Document("epoch", entry.epoch())
                .append("run", entry.run())
                .append("index", entry.index())
                .append("name", entry.name())
                .append("params", entry.params().text());
    }

    /** Of the whole document. */
    static Rollback fromDocument(Document task) {
        Document document = task.get(FIELD, Document.class);
        if (document == null) {
            return Rollback.NONE;
        }
        @Nullable Document error = document.get("error", Document.class);
        @Nullable Document outcome = document.get("outcome", Document.class);
        return new Rollback(
                entries(document, "left"),
                entries(document, "undone"),
                document.getInteger("from"),
                document.getString("run"),
                document.getInteger("failures"),
                error == null ? null : CourseMapping.error(error),
                outcome == null ? null : CourseMapping.end(outcome));
    }

    private static List<RollbackEntry> entries(Document document, String field) {
        return BsonValues.documents(document, field).stream()
                .map(RollbackMapping::entry)
                .toList();
    }

    private static RollbackEntry entry(Document document) {
        return new RollbackEntry(
                document.getInteger("epoch"),
                document.getString("run"),
                document.getInteger("index"),
                document.getString("name"),
                new Json(document.getString("params")));
    }
}
