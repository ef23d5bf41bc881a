package io.taskmill.store;

import io.taskmill.model.ChunkCounts;
import io.taskmill.model.Json;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Parent;
import io.taskmill.model.Spawn;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.Summary.Failure;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.Families;
import io.taskmill.model.task.Family;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What a task knows of its children, and a child of its parent, as members of their documents. */
final class FamilyMapping {

    /** Only of a task that has, or had, children. */
    static final String FIELD = "families";

    /** What may be large, and what rows are without. */
    static final List<String> LARGE = List.of(FIELD + ".state", FIELD + ".failures");

    /** Only of a child. */
    static final String PARENT = "parent";

    private static final String GATES = "gates";

    /** In the specification of a child: its parent's id. */
    static final String PARENT_TASK = TaskMapping.SPEC + "." + PARENT + ".task";

    private static final String RUN = "run";
    private static final String CHUNKS = "chunks";
    private static final String FORMER = "former";

    private FamilyMapping() {}

    static Document toDocument(Families families) {
        Document document = new Document();
        Family family = families.present();
        if (family != null) {
            put(document, family);
        }
        if (!families.former().isEmpty()) {
            document.append(
                    FORMER,
                    families.former().stream()
                            .map(former -> new Document(RUN, former.run()).append(CHUNKS, former.chunks()))
                            .toList());
        }
        return document;
    }

    private static void put(Document document, Family family) {
        Spawn spawn = family.spawn();
        document.append(RUN, family.run())
                .append("epoch", family.epoch())
                .append(CHUNKS, spawn.chunks())
                .append("children", spawn.children())
                .append("weight", spawn.weight())
                .append("mode", spawn.mode().name())
                .append("onFailure", spawn.onFailure().name())
                .append("before", family.before())
                .append("cancelling", family.cancelling())
                .append("ending", family.ending())
                .append(
                        "counts",
                        family.counts().stream().map(FamilyMapping::toDocument).toList());
        BsonValues.put(
                document, "state", spawn.state() == null ? null : spawn.state().text());
        if (!family.failures().isEmpty()) {
            document.append("failures", failures(family.failures()));
        }
        if (family.failing() != null) {
            document.append("failing", CourseMapping.toDocument(family.failing()));
        }
    }

    private static Document toDocument(ChunkCounts counts) {
        return new Document("finished", counts.finished())
                .append("failed", counts.failed())
                .append("cancelled", counts.cancelled())
                .append("unknown", counts.unknown())
                .append("weight", counts.weight())
                .append("over", counts.over());
    }

    /** Of the whole document. */
    static Families fromDocument(Document task) {
        Document document = task.get(FIELD, Document.class);
        if (document == null) {
            return Families.NONE;
        }
        List<Families.Former> former = BsonValues.documents(document, FORMER).stream()
                .map(one -> new Families.Former(one.getString(RUN), one.getInteger(CHUNKS)))
                .toList();
        return new Families(document.containsKey(RUN) ? family(document) : null, former);
    }

    private static Family family(Document document) {
        String state = document.getString("state");
        Spawn spawn = new Spawn(
                document.getInteger(CHUNKS),
                document.getInteger("children"),
                document.getLong("weight"),
                SpawnMode.valueOf(document.getString("mode")),
                OnFailure.valueOf(document.getString("onFailure")),
                state == null ? null : new Json(state));
        Document failing = document.get("failing", Document.class);
        return new Family(
                document.getString(RUN),
                document.getInteger("epoch"),
                spawn,
                document.getInteger("before"),
                BsonValues.documents(document, "counts").stream()
                        .map(FamilyMapping::counts)
                        .toList(),
                failures(document, "failures"),
                document.getBoolean("cancelling"),
                failing == null ? null : CourseMapping.error(failing),
                document.getBoolean("ending"));
    }

    private static ChunkCounts counts(Document document) {
        return new ChunkCounts(
                document.getInteger("finished"),
                document.getInteger("failed"),
                document.getInteger("cancelled"),
                document.getInteger("unknown"),
                document.getLong("weight"),
                document.getBoolean("over"));
    }

    static List<Document> failures(List<Failure> failures) {
        return failures.stream()
                .map(failure -> {
                    Document document = new Document("index", failure.index())
                            .append("child", failure.child().value())
                            .append("code", failure.code())
                            .append("text", failure.text());
                    BsonValues.put(document, "name", failure.name());
                    return document;
                })
                .toList();
    }

    static List<Failure> failures(Document document, String field) {
        return BsonValues.documents(document, field).stream()
                .map(failure -> new Failure(
                        failure.getInteger("index"),
                        new TaskId(failure.get("child", UUID.class)),
                        failure.getString("name"),
                        failure.getString("code"),
                        failure.getString("text")))
                .toList();
    }

    static Document toDocument(Parent parent) {
        Document document = new Document("task", parent.task().value())
                .append(RUN, parent.run())
                .append("chunk", parent.chunk())
                .append("index", parent.index())
                .append("depth", parent.depth());
        BsonValues.put(document, "name", parent.name());
        if (!parent.gates().isEmpty()) {
            document.append(GATES, parent.gates());
        }
        return document;
    }

    static @Nullable Parent parent(@Nullable Document document) {
        return document == null
                ? null
                : new Parent(
                        new TaskId(document.get("task", UUID.class)),
                        document.getString(RUN),
                        document.getInteger("chunk"),
                        document.getInteger("index"),
                        document.getInteger("depth"),
                        document.getString("name"),
                        document.getList(GATES, String.class, List.of()));
    }
}
