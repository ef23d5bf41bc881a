package io.taskmill.store;

import io.taskmill.model.After;
import io.taskmill.model.Dependent;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.Dependencies;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Which tasks one waits for, and which ones wait for it, as members of its document. */
final class DependencyMapping {

    /** Only of a task that waits for others, or that others wait for. */
    static final String FIELD = "dependencies";

    private static final String AWAITS = "awaits";
    private static final String AWAITED_BY = "awaitedBy";
    private static final String TASKS = "tasks";
    private static final String ON = "on";
    private static final String TASK = "task";
    private static final String EPOCH = "epoch";

    private DependencyMapping() {}

    static Document toDocument(Dependencies dependencies) {
        Document document = new Document();
        if (!dependencies.awaits().isEmpty()) {
            document.append(AWAITS, ids(dependencies.awaits()));
        }
        if (!dependencies.awaitedBy().isEmpty()) {
            document.append(AWAITED_BY, documents(dependencies.awaitedBy()));
        }
        return document;
    }

    /** Of the whole document. */
    static Dependencies fromDocument(Document task) {
        Document document = task.get(FIELD, Document.class);
        return document == null
                ? Dependencies.NONE
                : new Dependencies(tasks(document, AWAITS), dependents(document, AWAITED_BY));
    }

    static Document toDocument(After after) {
        return new Document(TASKS, ids(after.tasks())).append(ON, after.on().text());
    }

    static @Nullable After after(@Nullable Document document) {
        return document == null ? null : new After(tasks(document, TASKS), After.On.parse(document.getString(ON)));
    }

    private static List<UUID> ids(List<TaskId> tasks) {
        return tasks.stream().map(TaskId::value).toList();
    }

    private static List<TaskId> tasks(Document document, String field) {
        List<UUID> ids = document.getList(field, UUID.class);
        return ids == null ? List.of() : ids.stream().map(TaskId::new).toList();
    }

    static List<Document> documents(List<Dependent> dependents) {
        return dependents.stream()
                .map(dependent -> new Document(TASK, dependent.task().value()).append(EPOCH, dependent.epoch()))
                .toList();
    }

    static List<Dependent> dependents(Document document, String field) {
        return BsonValues.documents(document, field).stream()
                .map(dependent ->
                        new Dependent(new TaskId(dependent.get(TASK, UUID.class)), dependent.getInteger(EPOCH)))
                .toList();
    }
}
