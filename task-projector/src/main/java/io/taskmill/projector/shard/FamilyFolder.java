package io.taskmill.projector.shard;

import io.taskmill.messaging.codec.ParamsTree;
import io.taskmill.model.Child;
import io.taskmill.model.ChunkKey;
import io.taskmill.model.ChunkMember;
import io.taskmill.model.family.Chunk;
import io.taskmill.model.family.Members;
import io.taskmill.model.message.ChunkEvent;
import io.taskmill.model.message.SpawnChunk;
import io.taskmill.model.type.TaskType;
import io.taskmill.store.Versioned;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Folds the parts of families whose parents live on one shard. What runs ask for is completed by what their types say. */
final class FamilyFolder {

    private final ShardParts parts;
    private final EntityFolder<ChunkKey, Chunk, ChunkEvent> chunks;

    FamilyFolder(int shard, ShardParts parts) {
        this.parts = parts;
        this.chunks = new EntityFolder<>(shard, parts.chunks(), new ChunkKind(parts.followUps()), parts);
    }

    /** Another replica may have folded meanwhile. */
    void forget() {
        chunks.forget();
    }

    void add(SpawnChunk spawned) {
        Map<String, Versioned<TaskType>> types =
                parts.types().read(spawned.children().stream().map(Child::type).collect(Collectors.toSet()));
        List<ChunkMember> members = IntStream.range(0, spawned.children().size())
                .mapToObj(index -> member(spawned, index, types))
                .toList();
        add(new ChunkEvent.Recorded(
                spawned.key(), spawned.epoch(), spawned.first(), spawned.mode(), spawned.onFailure(), members));
    }

    private ChunkMember member(SpawnChunk spawned, int index, Map<String, Versioned<TaskType>> types) {
        Versioned<TaskType> type = types.get(spawned.children().get(index).type());
        return Members.of(
                spawned,
                index,
                type == null ? null : type.entity(),
                parts.ids().derive(spawned.created(), Members.idName(spawned, index)),
                ParamsTree::of);
    }

    void add(ChunkEvent event) {
        chunks.add(event);
    }

    /** Folds all that was added, and publishes what follows from it. */
    void flush() {
        chunks.flush();
    }

    /** Does what is due. */
    void tend() {
        chunks.tend();
    }

    /** Publishes what a replica that died left in outboxes: of very much a part, and the rest at the next call. */
    void sweep() {
        var _ = chunks.sweep();
    }
}
