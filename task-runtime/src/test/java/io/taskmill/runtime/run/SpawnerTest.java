package io.taskmill.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.Children;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.messaging.consume.RecordedChannel;
import io.taskmill.model.Child;
import io.taskmill.model.GateRule;
import io.taskmill.model.Json;
import io.taskmill.model.Parent;
import io.taskmill.model.Part;
import io.taskmill.model.Spawn;
import io.taskmill.model.Summary;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.WhenFull;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.SpawnChunk;
import io.taskmill.runtime.run.Execution.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SpawnerTest {

    private final List<SpawnChunk> told = new ArrayList<>();
    private final Spawner spawner = new Spawner(new JsonMapper(), chunk -> {
        told.add(chunk);
        return CompletableFuture.completedFuture(null);
    });

    private Spawn spawn(Children children) throws InterruptedException {
        return spawner.spawn(Runs.command(1), "r-1", Runs.NOON, children);
    }

    private static List<ChildTask> tasks(int count, Object params) {
        return IntStream.range(0, count)
                .mapToObj(_ -> ChildTask.of("COUNT", params).weighing(2))
                .toList();
    }

    private static String text(int bytes) {
        return "x".repeat(bytes - 2); // in quotes
    }

    @Test
    void manyAreToldInPartsOfFiveHundred() throws InterruptedException {
        Spawn family = spawn(Children.parallel(tasks(1_200, 1)).saving("state"));
        assertThat(told).extracting(chunk -> chunk.children().size()).containsExactly(500, 500, 200);
        assertThat(told).extracting(SpawnChunk::first).containsExactly(0, 500, 1_000);
        assertThat(told).extracting(SpawnChunk::chunk).containsExactly(0, 1, 2);
        assertThat(family.children()).isEqualTo(1_200);
        assertThat(family.weight()).isEqualTo(2_400);
        assertThat(family.state()).isEqualTo(new Json("\"state\""));
    }

    @Test
    void largeOnesAreToldInPartsOf256KiB() throws InterruptedException {
        int size = SpawnChunk.MAX_BYTES / 4 - SpawnChunk.CHILD_BYTES;
        spawn(Children.parallel(tasks(9, text(size))));
        assertThat(told).extracting(chunk -> chunk.children().size()).containsExactly(4, 4, 1);
    }

    @Test
    void asManyAndAsLargeAsStatedAreTakenAndNoMore() throws InterruptedException {
        assertThat(spawn(Children.parallel(tasks(Spawn.MOST_CHILDREN, 1))).chunks())
                .isEqualTo(20);
        List<ChildTask> tooMany = tasks(Spawn.MOST_CHILDREN + 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spawn(Children.parallel(tooMany)))
                .withMessageContaining("10001");
        spawn(Children.parallel(tasks(1, text(Child.MAX_PARAMS_BYTES))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spawn(Children.parallel(tasks(1, text(Child.MAX_PARAMS_BYTES + 1)))))
                .withMessageContaining("65537");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spawn(Children.parallel(tasks(260, text(Child.MAX_PARAMS_BYTES)))))
                .withMessageContaining("together");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spawn(Children.parallel(List.of()).saving(text(Spawn.MAX_STATE_BYTES + 1))))
                .withMessageContaining("state");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spawn(Children.parallel(tasks(1, "\ud83d"))))
                .withMessageContaining("surrogate");
    }

    @Test
    void theLargestFamilyHasNoMorePartsThanCanBe() throws InterruptedException {
        int size = SpawnChunk.MAX_BYTES / 4 + 1; // three fit into a part
        int count = Spawner.MAX_FAMILY_BYTES / size;
        Spawn family = spawn(Children.parallel(tasks(count, text(size - SpawnChunk.CHILD_BYTES))));
        assertThat(family.chunks()).isLessThanOrEqualTo(Spawn.MOST_CHUNKS);
    }

    @Test
    void aTaskOfTheEighthGenerationHasNoChildren() throws InterruptedException {
        spawner.spawn(at(Parent.MOST_DEPTH - 1), "r-1", Runs.NOON, Children.parallel(tasks(1, 1)));
        assertThat(told.getFirst().depth()).isEqualTo(Parent.MOST_DEPTH);
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(
                        () -> spawner.spawn(at(Parent.MOST_DEPTH), "r-1", Runs.NOON, Children.parallel(tasks(1, 1))))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo("TOO_DEEP"));
    }

    @Test
    void childrenAreToldWhichGatesTheirParentAndItsAncestorsHold() throws InterruptedException {
        RunCommand command = Runs.command(1);
        TaskPolicy gated = TaskPolicy.DEFAULT
                .withGate(new GateRule("pool:7", 1, WhenFull.WAIT))
                .withGate(new GateRule("vm:7", 1, WhenFull.WAIT));
        Parent place = new Parent(new TaskId(new UUID(0, 2)), "r-0", 0, 0, 2, null, List.of("all", "pool:7"));
        TaskSpec spec = command.spec().with(1, command.spec().params(), gated).in(place);
        spawner.spawn(new RunCommand(command.task(), 1, spec), "r-1", Runs.NOON, Children.parallel(tasks(1, 1)));
        assertThat(told.getFirst().gates()).containsExactly("all", "pool:7", "vm:7");
    }

    private static RunCommand at(int depth) {
        RunCommand command = Runs.command(1);
        Parent place = new Parent(new TaskId(new UUID(0, 2)), "r-0", 0, 0, depth, null);
        return new RunCommand(command.task(), 1, command.spec().in(place));
    }

    @Test
    void aRunSpawnsOnceAndAnEndStepNever() throws InterruptedException {
        TaskRun run = run(Runs.command(1));
        run.spawn(Children.parallel(tasks(1, 1)));
        assertThatIllegalStateException().isThrownBy(() -> run.spawn(Children.parallel(tasks(1, 1))));
        RunCommand end = new RunCommand(
                run.task(),
                2,
                1,
                null,
                run.command().spec(),
                null,
                false,
                new Part.End(null, new Summary(0, 0, 0, 0, List.of())),
                List.of());
        assertThatIllegalStateException().isThrownBy(() -> run(end).spawn(Children.parallel(tasks(1, 1))));
    }

    @Test
    void aRunWithChildrenHasNoResultOfItsOwn() throws InterruptedException {
        TaskRun run = run(Runs.command(1));
        assertThat(run.withChildren(new Ending.Finished(null))).isEqualTo(new Ending.Finished(null));
        run.spawn(Children.parallel(tasks(1, 1)));
        assertThat(run.withChildren(new Ending.Finished(null))).isInstanceOf(Ending.Spawned.class);
        assertThat(run.withChildren(new Ending.Finished(new Json("1"))))
                .isInstanceOfSatisfying(
                        Ending.Failed.class,
                        failed -> assertThat(failed.error().code()).isEqualTo("RESULT_AFTER_SPAWN"));
    }

    private TaskRun run(RunCommand command) {
        return new TaskRun(
                command,
                new RecordedChannel().received("work.default.normal", true, false),
                "r-1",
                "s-1",
                "host",
                Runs.checkpoints(),
                spawner,
                Runs.log(command),
                Runs.CLOCK);
    }
}
