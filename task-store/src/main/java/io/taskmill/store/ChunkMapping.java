package io.taskmill.store;

import io.taskmill.model.ChunkKey;
import io.taskmill.model.ChunkMember;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Shards;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.TaskId;
import io.taskmill.model.family.Chunk;
import io.taskmill.model.family.Chunk.Recorded;
import io.taskmill.model.family.Chunk.Stage;
import io.taskmill.model.family.ChunkFollowUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Parts of families as documents. What their children are is written once, how they have ended with each change. */
final class ChunkMapping implements EntityMapping<ChunkKey, Chunk> {

    /** From when on nothing is left of one that is of no more use; the store itself takes it away then. */
    static final String EXPIRES = "expires";

    /** What is left of one says that nothing is to be made of its children, should somebody tell of them again. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final String RECORDED = "recorded";
    private static final String MEMBERS = "members";

    private final Shards shards;

    ChunkMapping(Shards shards) {
        this.shards = shards;
    }

    @Override
    public Object toId(ChunkKey key) {
        return key.toString();
    }

    @Override
    public ChunkKey keyOf(Document document) {
        String[] parts = document.getString("_id").split("/", 3);
        return new ChunkKey(TaskId.parse(parts[0]), parts[1], Integer.parseInt(parts[2]));
    }

    @Override
    public Document fields(@Nullable Chunk before, Chunk chunk) {
        Document fields = new Document("stage", chunk.stage().name())
                .append("ends", chunk.ends())
                .append("published", chunk.published())
                .append("asked", chunk.asked())
                .append("told", chunk.told());
        if (before == null) {
            fields.append(ShardEntities.SHARD, shards.of(chunk.key().task()));
        }
        Recorded recorded = chunk.recorded();
        if (recorded != null && (before == null || !recorded.equals(before.recorded()))) {
            fields.append(RECORDED, toDocument(recorded));
        }
        BsonValues.put(fields, "since", chunk.since());
        BsonValues.put(fields, "toldAt", chunk.toldAt());
        BsonValues.put(fields, ShardEntities.DUE, chunk.due().orElse(null));
        if (!chunk.failures().isEmpty()) {
            fields.append("failures", FamilyMapping.failures(chunk.failures()));
        }
        if (!chunk.outbox().isEmpty()) {
            fields.append(
                    ShardEntities.OUTBOX,
                    chunk.outbox().stream().map(ChunkFollowUp::id).toList());
        } else if (chunk.stage() == Stage.DISCARDED || chunk.stage() == Stage.DELETED) {
            BsonValues.put(fields, EXPIRES, chunk.since().plus(KEPT));
        }
        return fields;
    }

    @Override
    public Iterable<String> optionalFields(Chunk before, Chunk after) {
        List<String> optional =
                new ArrayList<>(List.of("toldAt", ShardEntities.DUE, "failures", ShardEntities.OUTBOX, EXPIRES));
        if (after.recorded() == null) {
            optional.add(RECORDED);
        }
        return optional;
    }

    private static Document toDocument(Recorded recorded) {
        return new Document("epoch", recorded.epoch())
                .append("first", recorded.first())
                .append("mode", recorded.mode().name())
                .append("onFailure", recorded.onFailure().name())
                .append(
                        MEMBERS,
                        recorded.members().stream()
                                .map(ChunkMapping::toDocument)
                                .toList());
    }

    private static Document toDocument(ChunkMember member) {
        Document document = new Document("id", member.id().value())
                .append("spec", SpecMapping.toDocument(member.spec()))
                .append("weight", member.weight());
        BsonValues.put(document, "deadline", member.deadline());
        if (member.refused() != null) {
            document.append("refused", CourseMapping.toDocument(member.refused()));
        }
        return document;
    }

    @Override
    public Chunk fromDocument(Document document) {
        Document recorded = document.get(RECORDED, Document.class);
        List<String> outbox = document.getList(ShardEntities.OUTBOX, String.class);
        return new Chunk(
                keyOf(document),
                Stage.valueOf(document.getString("stage")),
                recorded == null ? null : recorded(recorded),
                document.getString("ends"),
                document.getInteger("published"),
                FamilyMapping.failures(document, "failures"),
                outbox == null
                        ? List.of()
                        : outbox.stream().map(ChunkFollowUp::parse).toList(),
                document.getInteger("asked"),
                BsonValues.requiredInstant(document, "since"),
                document.getInteger("told"),
                BsonValues.instant(document, "toldAt"));
    }

    private static Recorded recorded(Document document) {
        return new Recorded(
                document.getInteger("epoch"),
                document.getInteger("first"),
                SpawnMode.valueOf(document.getString("mode")),
                OnFailure.valueOf(document.getString("onFailure")),
                BsonValues.documents(document, MEMBERS).stream()
                        .map(ChunkMapping::member)
                        .toList());
    }

    private static ChunkMember member(Document document) {
        Document refused = document.get("refused", Document.class);
        return new ChunkMember(
                new TaskId(document.get("id", UUID.class)),
                SpecMapping.fromDocument(document.get("spec", Document.class)),
                document.getInteger("weight"),
                BsonValues.instant(document, "deadline"),
                refused == null ? null : CourseMapping.error(refused));
    }
}
