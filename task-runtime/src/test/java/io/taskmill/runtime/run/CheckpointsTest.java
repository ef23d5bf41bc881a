package io.taskmill.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.handler.TaskFailedException;
import io.taskmill.model.Json;
import io.taskmill.model.Run;
import io.taskmill.model.message.RunEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CheckpointsTest {

    private static final int LIMIT = RunEvent.MAX_CHECKPOINT_BYTES;

    private final List<RunEvent> reported = new ArrayList<>();
    private final CompletableFuture<Void> confirmed = new CompletableFuture<>();
    private final Checkpoints checkpoints = new Checkpoints(new JsonMapper(), event -> {
        reported.add(event);
        return confirmed;
    });

    record Left(int done) {}

    @SuppressWarnings("DoNotCallSuggester") // Jackson does
    static final class Unreadable {
        public String getText() {
            throw new IllegalStateException("not now");
        }
    }

    @AfterEach
    void noInterruptIsLeftForOtherTests() {
        var _ = Thread.interrupted();
    }

    @Test
    void writesWhatFitsAndReadsItBack() {
        Json written = checkpoints.write(new Left(3));

        assertThat(written).isEqualTo(new Json("{\"done\":3}"));
        assertThat(checkpoints.read(written, Left.class)).isEqualTo(new Left(3));
    }

    @Test
    void takesSixtyFourKibibytesAndNotOneByteMore() {
        String text = "ö".repeat(LIMIT / 2 - 1); // two quotes more

        assertThat(checkpoints.write(text).utf8Length()).isEqualTo(LIMIT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> checkpoints.write(text + "x"))
                .withMessageContaining(LIMIT + 1 + " bytes")
                .withMessageContaining(String.valueOf(LIMIT));
    }

    @Test
    void refusesWhatCannotBeCarried() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> checkpoints.write(Map.of("half", "\ud83d")))
                .withMessageContaining("surrogate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> checkpoints.write(new Unreadable()))
                .withMessageContaining("JSON");
    }

    @Test
    void whatDoesNotFitFailsTheRunWithACodeOfItsOwn() {
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> checkpoints.read(new Json("[1]"), Left.class))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo("CHECKPOINT_UNREADABLE"))
                .satisfies(e -> assertThat(e.error().retryable()).isFalse());
    }

    @Test
    void returnsOnceTheBrokerHasItAndNotBefore() throws Exception {
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                checkpoints.report(event());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(waiting.join(Duration.ofMillis(50))).as("without a confirm").isFalse();

        confirmed.complete(null);
        waiting.join();
        assertThat(reported).containsExactly(event());
    }

    @Test
    void whoeverMustStopDoesNotWaitForTheBroker() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> checkpoints.report(event()));
        assertThat(reported).as("it is on its way").hasSize(1);
    }

    private static RunEvent.Checkpoint event() {
        Run run = new Run("run", "session", "worker", 2, Runs.NOON, 0, null);
        return new RunEvent.Checkpoint(Runs.command(1).task(), 1, run, new Json("1"));
    }
}
