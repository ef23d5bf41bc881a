package io.taskmill.store;

import io.taskmill.model.EntityRef;
import io.taskmill.model.Json;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Result;
import io.taskmill.model.Run;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.task.Dispatched;
import io.taskmill.model.task.End;
import io.taskmill.model.task.OutboxEntry;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Tasks as documents. What queries select by stands at the top; {@code owner}, {@code outbox} and {@code queue} exist
 * only while there is one, so that their partial indexes stay as small as what is going on. A stub has no
 * {@code state}, so that neither lists nor counts come upon it.
 */
final class TaskMapping implements EntityMapping<TaskId, Task> {

    static final String ID = "_id";
    static final String SHARD = "shard";
    static final String SPEC = "spec";
    static final String STATE = "state";
    static final String TYPE = "spec.type";
    static final String CREATOR = "spec.creator";

    /** What the task's entity is found by: its kind, and kind and id with a colon between. */
    static final String ENTITY = "entity";

    /** What may be large, and what rows are without. */
    static final List<String> LARGE = List.of("spec.params", "end.value");

    static final String OWNER = "owner";
    static final String OUTBOX = "outbox";

    /** {@code <pool>.<priority>} of the work queue that the task waits in. */
    static final String QUEUE = "queue";

    static final String DISPATCHED_AT = "dispatched.at";
    static final String MISSED_FROM = "dispatched.missedFrom";

    private static final List<String> OPTIONAL =
            List.of("requeued", "dispatched", "started", "run", "end", OWNER, OUTBOX, QUEUE);

    private final Shards shards;

    TaskMapping(Shards shards) {
        this.shards = shards;
    }

    @Override
    public Object toId(TaskId key) {
        return key.value();
    }

    @Override
    public TaskId keyOf(Document document) {
        return new TaskId(document.get(ID, UUID.class));
    }

    @Override
    public Iterable<String> optionalFields() {
        return OPTIONAL;
    }

    @Override
    public Document fields(@Nullable Task before, Task task) {
        Document fields = new Document();
        if (before == null) {
            fields.append(SHARD, shards.of(task.id()));
        }
        TaskSpec spec = task.spec();
        if (spec != null) {
            if (before == null || before.isStub()) {
                putAsked(fields, spec);
            }
            fields.append(STATE, task.state().name());
        }
        fields.append("phase", task.phase().name())
                .append("epoch", task.epoch())
                .append("attempt", task.attempt())
                .append("crashRecoveries", task.crashRecoveries())
                .append("progress", task.progress());
        BsonValues.put(fields, "requeued", task.requeued());
        task.queue().ifPresent(queue -> fields.append(QUEUE, queue.text()));
        if (task.dispatched() != null) {
            fields.append("dispatched", dispatched(task.dispatched()));
        }
        BsonValues.put(fields, "started", task.started());
        Run run = task.run();
        if (run != null) {
            fields.append("run", run(run));
            if (task.end() == null) {
                fields.append(OWNER, run.session());
            }
        }
        if (task.end() != null) {
            fields.append("end", end(task.end()));
        }
        if (!task.outbox().isEmpty()) {
            fields.append(
                    OUTBOX,
                    task.outbox().stream()
                            .map(entry -> new Document("epoch", entry.epoch()).append("repeat", entry.repeat()))
                            .toList());
        }
        return fields;
    }

    private static void putAsked(Document fields, TaskSpec spec) {
        fields.append(SPEC, spec(spec));
        EntityRef entity = spec.entity();
        if (entity != null) {
            fields.append(
                    ENTITY,
                    entity.id() == null
                            ? List.of(entity.type())
                            : List.of(entity.type(), entity.type() + ":" + entity.id()));
        }
    }

    private static Document spec(TaskSpec spec) {
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

    private static Document dispatched(Dispatched dispatched) {
        Document document = new Document("repeats", dispatched.repeats());
        BsonValues.put(document, "at", dispatched.at());
        BsonValues.put(document, "missedFrom", dispatched.missedFrom());
        return document;
    }

    private static Document run(Run run) {
        Document document = new Document("id", run.id())
                .append("session", run.session())
                .append("worker", run.worker())
                .append("seq", run.seq())
                .append("progress", run.progress());
        BsonValues.put(document, "started", run.started());
        StatusMessage message = run.message();
        if (message != null) {
            document.append("message", new Document("key", message.key()).append("args", message.args()));
        }
        return document;
    }

    private static Document end(End end) {
        Document document = new Document("result", end.result().name())
                .append("state", end.state().name());
        BsonValues.put(document, "at", end.at());
        Json value = end.value();
        if (value != null) {
            document.append("value", value.text());
        }
        TaskError error = end.error();
        if (error != null) {
            document.append(
                    "error",
                    new Document("code", error.code())
                            .append("text", error.text())
                            .append("retryable", error.retryable()));
        }
        return document;
    }

    /** The row of a submitted task whose document was read without {@link #LARGE}. */
    TaskRow row(Document document) {
        document.get(SPEC, Document.class).append("params", Json.EMPTY_OBJECT.text()); // a row has none
        return TaskRow.of(fromDocument(document), document.getLong("version"));
    }

    @Override
    public Task fromDocument(Document document) {
        Document spec = document.get(SPEC, Document.class);
        Document run = document.get("run", Document.class);
        Document end = document.get("end", Document.class);
        Document dispatched = document.get("dispatched", Document.class);
        return new Task(
                keyOf(document),
                spec == null ? null : toSpec(spec),
                Phase.valueOf(document.getString("phase")),
                document.getInteger("epoch"),
                document.getInteger("attempt"),
                document.getInteger("crashRecoveries"),
                BsonValues.instant(document, "requeued"),
                dispatched == null ? null : toDispatched(dispatched),
                BsonValues.instant(document, "started"),
                document.getInteger("progress"),
                run == null ? null : toRun(run),
                end == null ? null : toEnd(end),
                BsonValues.documents(document, OUTBOX).stream()
                        .map(entry -> new OutboxEntry(entry.getInteger("epoch"), entry.getInteger("repeat")))
                        .toList());
    }

    private static TaskSpec toSpec(Document document) {
        Document entity = document.get("entity", Document.class);
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
                toUnknown(document));
    }

    private static Map<String, Json> toUnknown(Document document) {
        Map<String, Json> unknown = new LinkedHashMap<>();
        BsonValues.documents(document, "unknown")
                .forEach(member -> unknown.put(member.getString("name"), new Json(member.getString("json"))));
        return unknown;
    }

    private static Dispatched toDispatched(Document document) {
        return new Dispatched(BsonValues.requiredInstant(document, "at"), document.getInteger("repeats"));
    }

    private static Run toRun(Document document) {
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
                        : new StatusMessage(message.getString("key"), message.getList("args", Object.class)));
    }

    private static End toEnd(Document document) {
        Document error = document.get("error", Document.class);
        String value = document.getString("value");
        return new End(
                State.valueOf(document.getString("state")),
                Result.valueOf(document.getString("result")),
                BsonValues.requiredInstant(document, "at"),
                value == null ? null : new Json(value),
                error == null
                        ? null
                        : new TaskError(
                                error.getString("code"), error.getString("text"), error.getBoolean("retryable")));
    }
}
