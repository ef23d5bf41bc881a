package io.taskmill.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.taskmill.handler.RollbackStep;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.messaging.consume.RecordedChannel;
import io.taskmill.model.Json;
import io.taskmill.model.Part;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.runtime.run.Execution.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a run pushes, and what a run that rolls back does with it. */
class RollbackRunTest {

    record Disk(int size) {}

    private final List<RunEvent> reported = new ArrayList<>();
    private CompletableFuture<Void> confirmed = CompletableFuture.completedFuture(null);
    private final List<String> undone = new ArrayList<>();
    private final JsonMapper json = new JsonMapper();
    private final Execution execution = new Execution(json);

    /** Undoes all but what is called BROKEN. */
    private final class Handler implements TaskHandler<Map<String, Object>, Void> {

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"}) // there is no class of a map of something
        public TaskDescription<Map<String, Object>> describe() {
            return TaskDescription.of("TEST", (Class) Map.class, Map.of());
        }

        @Override
        public @Nullable Void run(Map<String, Object> params, TaskContext context) {
            throw new AssertionError("the task itself is not to run");
        }

        @Override
        public void rollback(Map<String, Object> params, RollbackStep step, TaskContext context) {
            if (step.name().equals("BROKEN")) {
                throw new TaskFailedException("STUCK", "it does not come off", true);
            }
            undone.add(step.name() + " " + step.params(Disk.class).size());
        }
    }

    private static RollbackEntry entry(int index, String name, String params) {
        return new RollbackEntry(1, "earlier", index, name, new Json(params));
    }

    private TaskRun run(@Nullable Part part, RollbackEntry... stack) {
        RunCommand command = new RunCommand(
                new TaskId(new UUID(0, 1)), 2, 1, null, Runs.spec("{}"), null, false, part, List.of(stack));
        Checkpoints checkpoints = new Checkpoints(json, event -> {
            reported.add(event);
            return confirmed;
        });
        return new TaskRun(
                command,
                new RecordedChannel().received("work.default.normal"),
                "mine",
                "s",
                "w",
                checkpoints,
                Runs.spawner(),
                Runs.log(command),
                Runs.CLOCK);
    }

    private List<RollbackEntry> pushed() {
        return reported.stream()
                .map(RunEvent.RollbackPushed.class::cast)
                .map(RunEvent.RollbackPushed::entry)
                .toList();
    }

    @Test
    void whatIsPushedIsToldInItsOrderWithItsParameters() throws InterruptedException {
        TaskRun run = run(null);
        run.onRollback("POOL", new Disk(1));
        run.onRollback("DISK", new Disk(2));

        assertThat(pushed())
                .containsExactly(
                        new RollbackEntry(2, "mine", 0, "POOL", new Json("{\"size\":1}")),
                        new RollbackEntry(2, "mine", 1, "DISK", new Json("{\"size\":2}")));
        assertThat(reported).extracting(event -> event.run().pushed()).containsExactly(1, 2);
        assertThat(run.last(0).pushed()).isEqualTo(2);
    }

    @Test
    void theSameOnceMoreChangesNothingAlsoIfAnEarlierRunHasPushedIt() throws InterruptedException {
        TaskRun run = run(null, entry(0, "POOL", "{\"size\":1}"));
        run.onRollback("POOL", new Disk(1));
        run.onRollback("DISK", new Disk(2));
        run.onRollback("DISK", new Disk(2));

        assertThat(pushed()).extracting(RollbackEntry::name).containsExactly("DISK");
    }

    @Test
    void aNameStandsOnceAndLooksLikeOne() {
        TaskRun run = run(null, entry(0, "POOL", "{\"size\":1}"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.onRollback("POOL", new Disk(9)))
                .withMessageContaining("POOL was pushed with other parameters");
        assertThatIllegalArgumentException().isThrownBy(() -> run.onRollback("pool", new Disk(9)));
        assertThat(reported).isEmpty();
    }

    @Test
    void thereAreBoundsToWhatIsPushed() throws InterruptedException {
        TaskRun run = run(null);
        String most = "x".repeat(RollbackEntry.MAX_PARAMS_BYTES - 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.onRollback("LARGE", most + "y"))
                .withMessageContaining(String.valueOf(RollbackEntry.MAX_PARAMS_BYTES));
        for (int large = 0; large < 4; large++) {
            run.onRollback("LARGE_" + large, most);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.onRollback("MORE", 1))
                .withMessageContaining(String.valueOf(RollbackEntry.MAX_STACK_BYTES));

        TaskRun full = run(
                null,
                IntStream.range(0, RollbackEntry.MOST)
                        .mapToObj(index -> entry(index, "E_" + index, "1"))
                        .toArray(RollbackEntry[]::new));
        assertThatIllegalStateException()
                .isThrownBy(() -> full.onRollback("MORE", 1))
                .withMessageContaining(String.valueOf(RollbackEntry.MOST));
    }

    @Test
    void itReturnsOnlyOnceTheBrokerHasIt() throws InterruptedException {
        confirmed = new CompletableFuture<>();
        TaskRun run = run(null);
        Thread pushing = Thread.ofVirtual().start(() -> {
            try {
                run.onRollback("POOL", new Disk(1));
                undone.add("returned");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (pushing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(undone).isEmpty();
        confirmed.complete(null);
        pushing.join();
        assertThat(undone).containsExactly("returned");
    }

    @Test
    void aRollbackUndoesTheLastFirstAndTellsOfEachAllThatIsUndone() {
        TaskRun run = run(new Part.Rollback(), entry(0, "POOL", "{\"size\":1}"), entry(1, "DISK", "{\"size\":2}"));

        assertThat(execution.rollBack(new Handler(), run)).isEqualTo(new Ending.Finished(null));
        assertThat(undone).containsExactly("DISK 2", "POOL 1");
        RollbackEntry.Ref pool = new RollbackEntry.Ref("earlier", 0);
        RollbackEntry.Ref disk = new RollbackEntry.Ref("earlier", 1);
        assertThat(reported)
                .extracting(event -> ((RunEvent.RolledBack) event).undone())
                .containsExactly(List.of(disk), List.of(disk, pool));
        RunEvent.RolledBack through = run.rolledBackAll(Runs.NOON);
        assertThat(through.undone()).containsExactly(disk, pool);
        assertThat(through.through()).isEqualTo(Runs.NOON);
        assertThat(through.run().progress()).isZero();
    }

    @Test
    void oneThatFailsSaysAtWhatAndLeavesTheRest() {
        TaskRun run = run(
                new Part.Rollback(),
                entry(0, "POOL", "{\"size\":1}"),
                entry(1, "BROKEN", "{}"),
                entry(2, "DISK", "{\"size\":2}"));

        assertThat(execution.rollBack(new Handler(), run)).isInstanceOfSatisfying(Ending.Failed.class, failed -> {
            assertThat(failed.error().code()).isEqualTo("STUCK");
            assertThat(failed.error().text()).isEqualTo("BROKEN: it does not come off");
            assertThat(failed.error().retryable()).isTrue();
        });
        assertThat(undone).containsExactly("DISK 2");
        assertThat(run.last(0).steps()).extracting(step -> step.name()).containsExactly("DISK", "BROKEN");
    }

    @Test
    void parametersThatDoNotFitFailForGood() {
        TaskRun run = run(new Part.Rollback(), entry(0, "POOL", "[1]"));

        assertThat(execution.rollBack(new Handler(), run)).isInstanceOfSatisfying(Ending.Failed.class, failed -> {
            assertThat(failed.error().code()).isEqualTo("ROLLBACK_UNREADABLE");
            assertThat(failed.error().retryable()).isFalse();
        });
    }

    @Test
    void aHandlerThatSaysNothingOfRollbacksFailsForGood() {
        TaskHandler<Map<String, Object>, Void> mute = new TaskHandler<>() {
            @Override
            public TaskDescription<Map<String, Object>> describe() {
                return new Handler().describe();
            }

            @Override
            public @Nullable Void run(Map<String, Object> params, TaskContext context) {
                return null;
            }
        };
        assertThat(execution.rollBack(mute, run(new Part.Rollback(), entry(0, "POOL", "{}"))))
                .isInstanceOfSatisfying(Ending.Failed.class, failed -> {
                    assertThat(failed.error().code()).isEqualTo("ROLLBACK_UNKNOWN");
                    assertThat(failed.error().text()).contains("POOL");
                    assertThat(failed.error().retryable()).isFalse();
                });
    }

    @Test
    void aRollbackLeavesNeitherCheckpointsNorRollbacksAndWaitsForItsGrant() {
        TaskRun run = run(new Part.Rollback(), entry(0, "POOL", "{}"));

        assertThat(run.isStrict()).isTrue();
        assertThat(run.asks()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> run.checkpoint(1));
        assertThatIllegalStateException().isThrownBy(() -> run.onRollback("MORE", 1));
    }
}
