package io.taskmill.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.model.TaskId;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** A suspect begins once a heartbeat that names it has been confirmed. */
class SuspectsTest {

    private final TaskId task = new TaskId(new UUID(0, 7));
    private final Queue<CompletableFuture<Boolean>> answers = new ConcurrentLinkedQueue<>();
    private final List<List<TaskId>> told = new CopyOnWriteArrayList<>();
    private final Suspects suspects = new Suspects(this::heartbeat);

    private CompletableFuture<Boolean> heartbeat() {
        told.add(suspects.running());
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    }

    private FutureTask<Boolean> beginning() {
        FutureTask<Boolean> beginning = new FutureTask<>(() -> {
            suspects.begins(task);
            return true;
        });
        Thread.ofVirtual().start(beginning);
        return beginning;
    }

    @Test
    void waitsForTheConfirmOfAHeartbeatThatNamesIt() {
        FutureTask<Boolean> beginning = beginning();
        await().until(() -> answers.size() == 1);
        assertThat(told).containsExactly(List.of(task));
        assertThat(beginning).isNotDone();
        answers.remove().complete(true);
        await().until(beginning::isDone);
        assertThat(told).hasSize(1);
    }

    @Test
    void isToldAgainWhileTheBrokerDoesNotTakeIt() {
        FutureTask<Boolean> beginning = beginning();
        for (int refused = 0; refused < 2; refused++) {
            await().until(() -> !answers.isEmpty());
            answers.remove().complete(false);
        }
        await().until(() -> !answers.isEmpty());
        assertThat(beginning).isNotDone();
        answers.remove().complete(true);
        await().until(beginning::isDone);
        assertThat(told).hasSize(3);
    }

    @Test
    void isToldNoMoreOnceItHasEnded() {
        FutureTask<Boolean> beginning = beginning();
        await().until(() -> !answers.isEmpty());
        answers.remove().complete(true);
        await().until(beginning::isDone);
        suspects.ended(task);
        assertThat(suspects.running()).isEmpty();
    }
}
