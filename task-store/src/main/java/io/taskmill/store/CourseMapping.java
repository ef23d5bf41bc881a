package io.taskmill.store;

import io.taskmill.model.Json;
import io.taskmill.model.Result;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.Step;
import io.taskmill.model.TaskError;
import io.taskmill.model.task.Blocked;
import io.taskmill.model.task.Cancellation;
import io.taskmill.model.task.Checkpoint;
import io.taskmill.model.task.DeadCommand;
import io.taskmill.model.task.Deletion;
import io.taskmill.model.task.Dispatched;
import io.taskmill.model.task.End;
import io.taskmill.model.task.FailedAttempt;
import io.taskmill.model.task.HistoryEntry;
import org.bson.Document;

/** What has happened to a task, as members of its document: its dispatch, its run, a failed attempt, a cancel, its end. */
final class CourseMapping {

    private CourseMapping() {}

    static Document toDocument(Dispatched dispatched) {
        Document document = new Document("repeats", dispatched.repeats());
        BsonValues.put(document, "at", dispatched.at());
        BsonValues.put(document, "missedFrom", dispatched.missedFrom());
        return document;
    }

    static Dispatched dispatched(Document document) {
        return new Dispatched(BsonValues.requiredInstant(document, "at"), document.getInteger("repeats"));
    }

    static Document toDocument(Run run) {
        Document document = new Document("id", run.id())
                .append("session", run.session())
                .append("worker", run.worker())
                .append("seq", run.seq())
                .append("progress", run.progress());
        BsonValues.put(document, "started", run.started());
        BsonValues.put(document, "allowedMillis", run.allowed());
        if (!run.steps().isEmpty()) {
            document.append(
                    "steps", run.steps().stream().map(CourseMapping::toDocument).toList());
        }
        StatusMessage message = run.message();
        if (message != null) {
            document.append("message", new Document("key", message.key()).append("args", message.args()));
        }
        return document;
    }

    static Run run(Document document) {
        Document message = document.get("message", Document.class);
        return new Run(
                document.getString("id"),
                document.getString("session"),
                document.getString("worker"),
                document.getInteger("seq"),
                BsonValues.requiredInstant(document, "started"),
                document.getInteger("progress"),
                message == null
                        ? null
                        : new StatusMessage(message.getString("key"), message.getList("args", Object.class)),
                BsonValues.duration(document, "allowedMillis"),
                BsonValues.documents(document, "steps").stream()
                        .map(CourseMapping::step)
                        .toList());
    }

    private static Document toDocument(Step step) {
        Document document = new Document("name", step.name());
        BsonValues.put(document, "started", step.started());
        BsonValues.put(document, "ended", step.ended());
        return document;
    }

    private static Step step(Document document) {
        return new Step(
                document.getString("name"),
                BsonValues.requiredInstant(document, "started"),
                BsonValues.instant(document, "ended"));
    }

    static Document toDocument(Checkpoint checkpoint) {
        return new Document("run", checkpoint.run())
                .append("seq", checkpoint.seq())
                .append("state", checkpoint.state().text());
    }

    static Checkpoint checkpoint(Document document) {
        return new Checkpoint(
                document.getString("run"), document.getInteger("seq"), new Json(document.getString("state")));
    }

    static Document toDocument(FailedAttempt failed) {
        Document document = new Document("attempt", failed.attempt()).append("error", toDocument(failed.error()));
        BsonValues.put(document, "at", failed.at());
        return document;
    }

    static FailedAttempt failed(Document document) {
        return new FailedAttempt(
                document.getInteger("attempt"),
                error(document.get("error", Document.class)),
                BsonValues.requiredInstant(document, "at"));
    }

    static Document toDocument(Cancellation cancelled) {
        Document document = new Document("told", cancelled.told());
        BsonValues.put(document, "actor", cancelled.actor());
        BsonValues.put(document, "at", cancelled.at());
        BsonValues.put(document, "reason", cancelled.reason());
        return document;
    }

    static Cancellation cancelled(Document document) {
        return new Cancellation(
                document.getString("actor"),
                BsonValues.requiredInstant(document, "at"),
                document.getString("reason"),
                document.getInteger("told"));
    }

    static Document toDocument(DeadCommand dead) {
        Document document = new Document("reason", dead.reason());
        BsonValues.put(document, "at", dead.at());
        return document;
    }

    static DeadCommand deadCommand(Document document) {
        return new DeadCommand(document.getString("reason"), BsonValues.requiredInstant(document, "at"));
    }

    static Document toDocument(Blocked blocked) {
        Document document = new Document("times", blocked.times());
        BsonValues.put(document, "queued", blocked.queued());
        return document;
    }

    static Blocked blocked(Document document) {
        return new Blocked(BsonValues.requiredInstant(document, "queued"), document.getInteger("times"));
    }

    static Document toDocument(Deletion deletion) {
        Document document = new Document();
        BsonValues.put(document, "actor", deletion.actor());
        BsonValues.put(document, "at", deletion.at());
        return document;
    }

    static Deletion deletion(Document document) {
        return new Deletion(document.getString("actor"), BsonValues.requiredInstant(document, "at"));
    }

    static Document toDocument(HistoryEntry entry) {
        Document document = new Document("kind", entry.kind().name()).append("epoch", entry.epoch());
        BsonValues.put(document, "at", entry.at());
        BsonValues.put(document, "run", entry.run());
        BsonValues.put(document, "worker", entry.worker());
        BsonValues.put(document, "actor", entry.actor());
        BsonValues.put(document, "reason", entry.reason());
        return document;
    }

    static HistoryEntry historyEntry(Document document) {
        return new HistoryEntry(
                BsonValues.requiredInstant(document, "at"),
                HistoryEntry.Kind.valueOf(document.getString("kind")),
                document.getInteger("epoch"),
                document.getString("run"),
                document.getString("worker"),
                document.getString("actor"),
                document.getString("reason"));
    }

    static Document toDocument(End end) {
        Document document = new Document("result", end.result().name())
                .append("state", end.state().name());
        BsonValues.put(document, "at", end.at());
        Json value = end.value();
        if (value != null) {
            document.append("value", value.text());
        }
        TaskError error = end.error();
        if (error != null) {
            document.append("error", toDocument(error));
        }
        return document;
    }

    static End end(Document document) {
        Document error = document.get("error", Document.class);
        String value = document.getString("value");
        return new End(
                State.valueOf(document.getString("state")),
                Result.valueOf(document.getString("result")),
                BsonValues.requiredInstant(document, "at"),
                value == null ? null : new Json(value),
                error == null ? null : error(error));
    }

    static Document toDocument(TaskError error) {
        Document document =
                new Document("code", error.code()).append("text", error.text()).append("retryable", error.retryable());
        BsonValues.put(document, "retryAfterMillis", error.retryAfter());
        return document;
    }

    static TaskError error(Document document) {
        return new TaskError(
                document.getString("code"),
                document.getString("text"),
                document.getBoolean("retryable"),
                BsonValues.duration(document, "retryAfterMillis"));
    }
}
