package io.taskmill.store;

import io.taskmill.model.Json;
import io.taskmill.model.Phase;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.task.Blocked;
import io.taskmill.model.task.Claims;
import io.taskmill.model.task.Dependencies;
import io.taskmill.model.task.Families;
import io.taskmill.model.task.History;
import io.taskmill.model.task.Rollback;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Tasks as documents. What queries select by stands at the top; {@code owner}, {@code outbox}, {@code due}, {@code awaits} and
 * {@code queue} exist only while there is one, so that their partial indexes stay as small as what is going on. A stub has no
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
    static final List<String> LARGE = Stream.concat(
                    Stream.of(
                            "spec.params",
                            "end.value",
                            "history",
                            "checkpoint",
                            DependencyMapping.FIELD + ".awaitedBy"),
                    Stream.concat(RollbackMapping.LARGE.stream(), FamilyMapping.LARGE.stream()))
            .toList();

    static final String OWNER = "owner";
    static final String OUTBOX = "outbox";

    /** When something must be done about the task if nothing happens before. */
    static final String DUE = "due";

    /** The name, without its prefix, of the work queue that the task waits in. */
    static final String QUEUE = "queue";

    /** The type that a blocked task waits for: its name; of one that is paused with {@link #PAUSED} before it. */
    static final String AWAITS = "awaits";

    /** No type's name begins so. */
    static final String PAUSED = "paused/";

    static final String TYPE_VERSION = "spec.typeVersion";

    static final String DISPATCHED_AT = "dispatched.at";
    static final String MISSED_FROM = "dispatched.missedFrom";

    /** Since when it is in its phase: of a task that has ended, when that was folded. */
    static final String SINCE = "since";

    static final String END = "end";
    static final String PHASE = "phase";
    static final String EPOCH = "epoch";

    /** From when on nothing is left of a deleted task, or of a stub; the store itself takes it away then. */
    static final String EXPIRES = "expires";

    /**
     * A submission that was not confirmed may have reached the work queue and not the shard. Longer than any idempotency key
     * is kept, under which it could still come.
     */
    private static final Duration STUB_KEPT = Duration.ofDays(32);

    /** Only of a task that was deleted. */
    static final String DELETED = "deleted";

    private static final String HISTORY = "history";
    private static final String DROPPED = "historyDropped";

    /** What tells what was asked for: only a deleted task loses that again. */
    private static final List<String> ASKED = List.of(SPEC, STATE, ENTITY);

    /** Written only when it is another one, since it may be large, and so is the history. */
    private static final String CHECKPOINT = "checkpoint";

    private static final List<String> OPTIONAL = List.of(
            "deadCommand",
            DELETED,
            AdmissionMapping.CLAIMS,
            AdmissionMapping.GATE,
            "blocked",
            AWAITS,
            EXPIRES,
            "deadline",
            "releaseAt",
            "started",
            "dispatched",
            "run",
            "failed",
            "cancelled",
            END,
            "applied",
            DUE,
            OWNER,
            OUTBOX,
            QUEUE);

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
    public Iterable<String> optionalFields(Task before, Task after) {
        List<String> optional = new ArrayList<>(OPTIONAL);
        if (after.deleted() != null) {
            optional.addAll(ASKED);
        }
        if (after.dependencies().equals(Dependencies.NONE)
                && !before.dependencies().equals(Dependencies.NONE)) {
            optional.add(DependencyMapping.FIELD);
        }
        if (after.families().equals(Families.NONE) && !before.families().equals(Families.NONE)) {
            optional.add(FamilyMapping.FIELD);
        }
        if (after.checkpoint() == null) {
            optional.add(CHECKPOINT);
        }
        if (after.rollback().equals(Rollback.NONE)) {
            optional.add(RollbackMapping.FIELD);
        }
        if (after.history().entries().isEmpty()) {
            optional.add(HISTORY);
        }
        if (after.history().dropped() == 0) {
            optional.add(DROPPED);
        }
        return optional;
    }

    @Override
    public Document fields(@Nullable Task before, Task task) {
        Document fields = new Document();
        if (before == null) {
            fields.append(SHARD, shards.of(task.id()));
        }
        TaskSpec spec = task.spec();
        if (spec != null) {
            if (before == null || !spec.equals(before.spec())) {
                putAsked(fields, spec);
            }
            fields.append(STATE, task.state().name());
        }
        fields.append(PHASE, task.phase().name())
                .append(EPOCH, task.epoch())
                .append("attempt", task.attempt())
                .append("crashRecoveries", task.crashRecoveries())
                .append("progress", task.progress());
        BsonValues.put(fields, SINCE, task.since());
        BsonValues.put(fields, "deadline", task.deadline());
        BsonValues.put(fields, "releaseAt", task.releaseAt());
        BsonValues.put(fields, "started", task.started());
        BsonValues.put(fields, DUE, task.due().orElse(null));
        BsonValues.put(fields, OWNER, task.owner().orElse(null));
        task.queue().ifPresent(queue -> fields.append(QUEUE, queue.text()));
        if (!task.dependencies().equals(before == null ? Dependencies.NONE : before.dependencies())
                && !task.dependencies().equals(Dependencies.NONE)) {
            fields.append(DependencyMapping.FIELD, DependencyMapping.toDocument(task.dependencies()));
        }
        if (!task.claims().equals(Claims.NONE)) {
            fields.append(AdmissionMapping.CLAIMS, AdmissionMapping.toDocument(task.claims()));
        }
        task.gate()
                .ifPresent(gate -> fields.append(
                        AdmissionMapping.GATE, AdmissionMapping.waiting(Objects.requireNonNull(spec), gate)));
        if (!task.families().equals(before == null ? Families.NONE : before.families())
                && !task.families().equals(Families.NONE)) {
            fields.append(FamilyMapping.FIELD, FamilyMapping.toDocument(task.families()));
        }
        put(fields, "dispatched", task.dispatched(), CourseMapping::toDocument);
        put(fields, "deadCommand", task.deadCommand(), CourseMapping::toDocument);
        put(fields, "blocked", task.blocked(), CourseMapping::toDocument);
        Blocked blocked = task.blocked();
        if (spec != null && task.phase() == Phase.BLOCKED && blocked != null) {
            fields.append(AWAITS, blocked.paused() ? PAUSED + spec.type() : spec.type());
        }
        put(fields, "run", task.run(), CourseMapping::toDocument);
        if (before == null || !Objects.equals(task.checkpoint(), before.checkpoint())) {
            put(fields, CHECKPOINT, task.checkpoint(), CourseMapping::toDocument);
        }
        if (!task.rollback().equals(before == null ? Rollback.NONE : before.rollback())
                && !task.rollback().equals(Rollback.NONE)) {
            fields.append(RollbackMapping.FIELD, RollbackMapping.toDocument(task.rollback()));
        }
        put(fields, "failed", task.failed(), CourseMapping::toDocument);
        put(fields, "cancelled", task.cancelled(), CourseMapping::toDocument);
        put(fields, END, task.end(), CourseMapping::toDocument);
        put(fields, DELETED, task.deleted(), CourseMapping::toDocument);
        if (task.deleted() != null) {
            BsonValues.put(fields, EXPIRES, task.deleted().forgottenFrom());
        } else if (task.isStub()) {
            BsonValues.put(fields, EXPIRES, task.since().plus(STUB_KEPT));
        }
        if (task.deleted() == null && !task.history().equals(before == null ? History.EMPTY : before.history())) {
            putHistory(fields, task.history());
        }
        if (!task.applied().isEmpty()) {
            fields.append("applied", task.applied());
        }
        if (!task.outbox().isEmpty()) {
            fields.append(
                    OUTBOX,
                    task.outbox().stream().map(OutboxMapping::toDocument).toList());
        }
        return fields;
    }

    private static void putHistory(Document fields, History history) {
        fields.append(
                HISTORY,
                history.entries().stream().map(CourseMapping::toDocument).toList());
        if (history.dropped() > 0) {
            fields.append(DROPPED, history.dropped());
        }
    }

    private static void putAsked(Document fields, TaskSpec spec) {
        fields.append(SPEC, SpecMapping.toDocument(spec));
        if (spec.entity() != null) {
            fields.append(ENTITY, SpecMapping.entityKeys(spec.entity()));
        }
    }

    /** The row of a submitted task whose document was read without {@link #LARGE}. */
    TaskRow row(Document document) {
        document.get(SPEC, Document.class).append("params", Json.EMPTY_OBJECT.text()); // a row has none
        return TaskRow.of(fromDocument(document), document.getLong("version"));
    }

    @Override
    public Task fromDocument(Document document) {
        TaskSpec spec = part(document, SPEC, SpecMapping::fromDocument);
        return new Task(
                keyOf(document),
                spec,
                Phase.valueOf(document.getString(PHASE)),
                since(document, spec),
                document.getInteger(EPOCH),
                document.getInteger("attempt"),
                document.getInteger("crashRecoveries"),
                BsonValues.instant(document, "deadline"),
                DependencyMapping.fromDocument(document),
                AdmissionMapping.claims(document.get(AdmissionMapping.CLAIMS, Document.class)),
                part(document, "dispatched", CourseMapping::dispatched),
                part(document, "deadCommand", CourseMapping::deadCommand),
                part(document, "blocked", CourseMapping::blocked),
                BsonValues.instant(document, "releaseAt"),
                BsonValues.instant(document, "started"),
                document.getInteger("progress"),
                part(document, "run", CourseMapping::run),
                part(document, CHECKPOINT, CourseMapping::checkpoint),
                RollbackMapping.fromDocument(document),
                part(document, "failed", CourseMapping::failed),
                part(document, "cancelled", CourseMapping::cancelled),
                part(document, END, CourseMapping::end),
                part(document, DELETED, CourseMapping::deletion),
                applied(document),
                BsonValues.documents(document, OUTBOX).stream()
                        .map(OutboxMapping::fromDocument)
                        .toList(),
                new History(
                        BsonValues.documents(document, HISTORY).stream()
                                .map(CourseMapping::historyEntry)
                                .toList(),
                        document.getInteger(DROPPED, 0)),
                FamilyMapping.fromDocument(document));
    }

    /** Documents of builds that did not keep it have no timeouts that count from it. */
    private static Instant since(Document document, @Nullable TaskSpec spec) {
        Instant since = BsonValues.instant(document, SINCE);
        if (since != null) {
            return since;
        }
        return spec == null ? Instant.EPOCH : spec.created();
    }

    private static List<String> applied(Document document) {
        List<String> applied = document.getList("applied", String.class);
        return applied == null ? List.of() : applied;
    }

    private static <T> @Nullable T part(Document document, String field, Function<Document, T> reader) {
        Document part = document.get(field, Document.class);
        return part == null ? null : reader.apply(part);
    }

    private static <T> void put(Document fields, String field, @Nullable T value, Function<T, Document> writer) {
        if (value != null) {
            fields.append(field, writer.apply(value));
        }
    }
}
