package io.taskmill.messaging.codec;

import io.taskmill.model.Child;
import io.taskmill.model.ChunkCounts;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Json;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Parent;
import io.taskmill.model.Part;
import io.taskmill.model.Priority;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Spawn;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.Summary;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.ChildEnded;
import io.taskmill.model.message.ChunkReport;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.SpawnChunk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What families tell each other. */
final class Kin {

    private static final Instant DEADLINE = Samples.AT.plus(Duration.ofDays(1));
    private static final Json STATE = new Json("{\"sum\":1.10}");
    private static final Summary.Failure FAILURE =
            new Summary.Failure(17, Samples.OTHER, "disk 17", "NO_SPACE", "the pool is full");

    static final Spawn SPAWN = new Spawn(3, 1_200, 1_204, SpawnMode.PARALLEL, OnFailure.FAIL_FAST, STATE);
    static final Spawn NO_CHILDREN = new Spawn(0, 0, 0, SpawnMode.SERIAL, OnFailure.CONTINUE, null);

    static final SpawnChunk SPAWN_CHUNK = new SpawnChunk(
            Samples.TASK,
            1,
            "r-1",
            2,
            1_000,
            SpawnMode.PARALLEL,
            OnFailure.FAIL_FAST,
            1,
            Priority.NORMAL,
            "ada",
            "req-1",
            Samples.AT,
            DEADLINE,
            List.of("all pools", "pool:7"),
            List.of(
                    new Child("COUNT", null, new Json("{\"times\":3}"), null, 1, null, null, null, null, null),
                    new Child(
                            "RESIZE",
                            2,
                            new Json("{\"disk\":17}"),
                            "disk 17",
                            5,
                            "storage",
                            Priority.HIGH,
                            new EntityRef("disk", "17"),
                            new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofMinutes(1), Set.of()),
                            new Timeouts(null, Duration.ofMinutes(1), null))));

    static final SpawnChunk SPAWN_CHUNK_BARE = new SpawnChunk(
            Samples.TASK,
            1,
            "r-1",
            0,
            0,
            SpawnMode.SERIAL,
            OnFailure.IGNORE,
            8,
            Priority.LOW,
            null,
            null,
            Samples.AT,
            null,
            List.of(),
            List.of(new Child("COUNT", null, Json.EMPTY_OBJECT, null, 1, null, null, null, null, null)));

    static final ChildEnded CHILD_ENDED =
            new ChildEnded(Samples.TASK, "r-1", 2, 17, Samples.OTHER, How.FAILED, "NO_SPACE", "the pool is full");
    static final ChildEnded CHILD_ENDED_BARE =
            new ChildEnded(Samples.TASK, "r-1", 0, 0, Samples.OTHER, How.FINISHED, null, null);

    static final ChunkReport CHUNK_REPORT = new ChunkReport(
            Samples.TASK, 1, "r-1", 2, false, new ChunkCounts(498, 1, 1, 0, 500, true), List.of(FAILURE));

    private Kin() {}

    static RunCommand child() {
        TaskSpec spec = Samples.bare(Map.of())
                .spec()
                .in(new Parent(Samples.OTHER, "r-1", 2, 17, 1, "disk 17", List.of("all pools", "pool:7")));
        return new RunCommand(Samples.TASK, 1, 1, DEADLINE, spec);
    }

    static RunCommand end() {
        return new RunCommand(
                Samples.TASK,
                2,
                1,
                null,
                Samples.bare(Map.of()).spec(),
                null,
                false,
                new Part.End(STATE, new Summary(2, 1, 0, 0, List.of(FAILURE))),
                List.of());
    }
}
