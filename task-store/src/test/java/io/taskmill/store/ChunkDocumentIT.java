package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.ChunkKey;
import io.taskmill.model.ChunkMember;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Parent;
import io.taskmill.model.Shards;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.Summary.Failure;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.family.Chunk;
import io.taskmill.model.family.Chunk.Recorded;
import io.taskmill.model.family.Chunk.Stage;
import io.taskmill.model.family.ChunkFollowUp;
import io.taskmill.model.family.ChunkFollowUp.Kind;
import io.taskmill.testkit.RealStore;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parts of families. */
class ChunkDocumentIT {

    static final RealStore real = new RealStore();

    @RegisterExtension
    static final StoreContext context = new StoreContext(real);

    private static final Shards SHARDS = new Shards(1);
    private static final TaskId PARENT = new TaskId(new UUID(7, 7));
    private static final Failure FAILURE = new Failure(1, PARENT, "disk 1", "NO_SPACE", "full");

    private final ChunkStore chunks = new ChunkStore(context.database(), SHARDS);

    private static Recorded children() {
        Parent place = new Parent(PARENT, "r-1", 3, 0, 1, "disk 0", List.of("pool:7"));
        return new Recorded(
                2,
                1_000,
                SpawnMode.SERIAL,
                OnFailure.CONTINUE,
                List.of(
                        new ChunkMember(
                                new TaskId(new UUID(1, 1)), Tasks.SPEC.in(place), 5, Tasks.AT.plusSeconds(60), null),
                        new ChunkMember(
                                new TaskId(new UUID(1, 2)),
                                Tasks.LIMITED.in(new Parent(PARENT, "r-1", 3, 1, 1, null)),
                                1,
                                null,
                                new TaskError("UNKNOWN_TYPE", "no such type", false))));
    }

    private static Stream<Chunk> shapes(ChunkKey key) {
        ChunkFollowUp publish = new ChunkFollowUp(Kind.PUBLISH, 0, 1);
        return Stream.of(
                new Chunk(key, Stage.OPEN, children(), "..", 0, List.of(), List.of(), 2, Tasks.AT, 0, null),
                new Chunk(
                        key,
                        Stage.RELEASED,
                        children(),
                        ".X",
                        1,
                        List.of(FAILURE),
                        List.of(publish, new ChunkFollowUp(Kind.REPORT, 1, 0)),
                        0,
                        Tasks.AT,
                        1,
                        Tasks.AT),
                new Chunk(key, Stage.CANCELLED, children(), "FX", 2, List.of(), List.of(), 0, Tasks.AT, 2, Tasks.AT),
                new Chunk(key, Stage.RELEASED, null, "", 0, List.of(), List.of(), 0, Tasks.AT, 0, null),
                new Chunk(key, Stage.DELETED, null, "", 0, List.of(), List.of(), 0, Tasks.AT, 0, null));
    }

    private static ChunkKey key(String run) {
        return new ChunkKey(PARENT, run, 3);
    }

    @Test
    void aPartOfAnyShapeCanBecomeAnyOther() {
        int shapes = (int) shapes(key("r")).count();
        for (int from = 0; from < shapes; from++) {
            for (int to = 0; to < shapes; to++) {
                ChunkKey key = key("from-" + from + "-to-" + to);
                Chunk before = shapes(key).toList().get(from);
                Chunk after = shapes(key).toList().get(to);
                assertThat(chunks.write(List.of(new Change<>(key, null, before))))
                        .isEmpty();
                assertThat(chunks.find(key)).contains(new Versioned<>(before, 1));
                if (before.recorded() == null
                        || after.recorded() == null
                        || before.recorded().equals(after.recorded())) {
                    chunks.write(List.of(new Change<>(key, new Versioned<>(before, 1), after)));
                    assertThat(chunks.find(key)).contains(new Versioned<>(after, 2));
                }
            }
        }
    }

    @Test
    void thoseWithFollowUpsAndThoseThatAreDueAreFound() {
        ChunkKey released = key("released");
        ChunkKey over = key("over");
        chunks.write(List.of(
                new Change<>(released, null, shapes(released).toList().get(1)),
                new Change<>(over, null, shapes(over).toList().get(2))));
        assertThat(chunks.withOutbox(0, 1_000)).containsKey(released).doesNotContainKey(over);
        assertThat(chunks.due(0, Tasks.AT.plusSeconds(3_600), 1_000))
                .containsKey(released)
                .doesNotContainKey(over);
    }
}
