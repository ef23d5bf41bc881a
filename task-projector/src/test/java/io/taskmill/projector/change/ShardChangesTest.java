package io.taskmill.projector.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.change.TasksChanged.Change;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.projector.fold.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShardChangesTest {

    private static final TaskId TASK = new TaskId(new UUID(1, 2));

    private record Sent(String sender, int shard, List<Change> changes) {}

    private final List<Sent> sent = new ArrayList<>();
    private final ShardChanges changes =
            new ShardChanges(3, (sender, some) -> sent.add(new Sent(sender.id(), sender.shard(), List.copyOf(some))));

    @Test
    void whatIsWrittenIsSentOnceWithTheStateBefore() {
        Task submitted = after(null, submission(TASK));
        changes.wrote(new Written<>(null, submitted, 1));
        changes.flush();
        Task started = after(submitted, start());
        changes.wrote(new Written<>(submitted, started, 2));
        changes.flush();
        changes.flush();

        assertThat(sent).hasSize(2).extracting(Sent::shard).containsOnly(3);
        assertThat(sent.getFirst().changes()).singleElement().satisfies(change -> {
            assertThat(change.row().version()).isEqualTo(1);
            assertThat(change.from()).isNull();
        });
        assertThat(sent.getLast().changes()).singleElement().satisfies(change -> {
            assertThat(change.row().state()).isEqualTo(State.IN_PROGRESS);
            assertThat(change.row().version()).isEqualTo(2);
            assertThat(change.from()).isEqualTo(State.INITIAL);
        });
        assertThat(sent).extracting(Sent::sender).containsOnly(sent.getFirst().sender());
    }

    @Test
    void severalWritesOfATaskAreOneChangeFromTheFirstToTheLast() {
        Task submitted = after(null, submission(TASK));
        Task started = after(submitted, start());
        changes.wrote(new Written<>(submitted, started, 2));
        changes.wrote(new Written<>(started, after(started, end()), 3));
        changes.flush();

        assertThat(sent).singleElement().satisfies(message -> assertThat(message.changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.row().state()).isEqualTo(State.FINISHED);
                    assertThat(change.row().version()).isEqualTo(3);
                    assertThat(change.from()).isEqualTo(State.INITIAL);
                }));
    }

    @Test
    void aStubIsShownToNobodyAndWasNothingBefore() {
        Task stub = after(null, start());
        changes.wrote(new Written<>(null, stub, 1));
        changes.flush();
        assertThat(sent).isEmpty();

        changes.wrote(new Written<>(stub, after(stub, submission(TASK)), 2));
        changes.flush();
        assertThat(sent).singleElement().satisfies(message -> assertThat(message.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.from()).isNull()));
    }

    @Test
    void aBeatSpeaksWhereNothingHasChangedAndAddsNothingWhereSomethingHas() {
        changes.beat();
        changes.flush();
        changes.beat();
        changes.wrote(new Written<>(null, after(null, submission(TASK)), 1));
        changes.flush();
        changes.flush();

        assertThat(sent).extracting(message -> message.changes().size()).containsExactly(0, 1);
    }

    @Test
    void anotherTurnIsAnotherSenderWhichSpeaksAtOnce() {
        changes.beat();
        changes.flush();
        changes.renew();
        changes.flush();

        assertThat(sent).hasSize(2);
        assertThat(sent.getFirst().sender()).isNotEqualTo(sent.getLast().sender());
    }

    @Test
    void manyChangesTakeSeveralMessages() {
        for (int i = 0; i < 2 * ShardChanges.MAX_CHANGES + 1; i++) {
            changes.wrote(new Written<>(null, after(null, submission(new TaskId(new UUID(1, i)))), 1));
        }
        changes.flush();

        assertThat(sent)
                .extracting(message -> message.changes().size())
                .containsExactly(ShardChanges.MAX_CHANGES, ShardChanges.MAX_CHANGES, 1);
    }

    private static Task after(@Nullable Task before, TaskEvent event) {
        return Objects.requireNonNull(
                TaskTransition.apply(before, event, Instant.EPOCH).task());
    }

    private static RunCommand submission(TaskId task) {
        return new RunCommand(
                task,
                1,
                new TaskSpec("COUNT", 1, "p", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, Instant.EPOCH));
    }

    private static RunEvent start() {
        return new RunEvent.Start(TASK, 1, run(1), null);
    }

    private static RunEvent end() {
        return new RunEvent.Finished(TASK, 1, run(2), Instant.EPOCH, null);
    }

    private static Run run(int seq) {
        return new Run("r-1", "s-1", "w-1", seq, Instant.EPOCH, 0, null);
    }
}
