package io.taskmill.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskmill.model.LogEntry;
import io.taskmill.model.message.RunLog;
import io.taskmill.runtime.metric.WorkerMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogWriterTest {

    private static final String KIBIBYTE = "x".repeat(1024 - LogEntry.OVERHEAD_BYTES);

    private final List<RunLog> sent = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Void>> confirms = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private boolean confirming = true;
    private final LogWriter log =
            new LogWriter(Runs.command(3), "run-1", this::send, new WorkerMetrics(registry), Runs.CLOCK);

    private CompletableFuture<Void> send(RunLog chunk) {
        sent.add(chunk);
        CompletableFuture<Void> confirm = new CompletableFuture<>();
        confirms.add(confirm);
        if (confirming) {
            confirm.complete(null);
        }
        return confirm;
    }

    @AfterEach
    void noInterruptIsLeftForOtherTests() {
        var _ = Thread.interrupted();
    }

    @Test
    void sendsWhatWasLoggedWithItsTimeInNumberedChunks() throws InterruptedException {
        log.log("one");
        log.log("two");
        log.flush();
        log.flush();
        log.log("three");
        log.flush();

        assertThat(sent)
                .containsExactly(chunk(0, "one", "two"), chunk(1, "three"))
                .allSatisfy(chunk ->
                        assertThat(chunk.entries()).extracting(LogEntry::at).containsOnly(Runs.NOON));
    }

    @Test
    void makesAnEntryOfEachLine() throws InterruptedException {
        log.log("a\nb\r\nc\rd\u0085e\u2028f\n\ng\n");
        log.log("");
        log.log("\n");
        log.flush();

        assertThat(texts()).containsExactly("a", "b", "c", "d", "e", "f", "", "g", "", "");
    }

    @Test
    void sendsAFullChunkByItself() throws InterruptedException {
        for (int i = 0; i < 16; i++) {
            log.log(KIBIBYTE);
        }

        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().entries()).hasSize(15);
    }

    @Test
    void cutsALineThatIsTooLongAndCountsThat() throws InterruptedException {
        log.log("ö".repeat(LogEntry.MAX_BYTES));
        log.flush();

        assertThat(texts()).singleElement().satisfies(text -> assertThat(text).endsWith("ö… [cut]"));
        assertThat(cut("line")).isEqualTo(1);
        assertThat(cut("log")).isZero();
    }

    @Test
    void aLogEndsAtItsBoundWithALineThatSaysSo() throws InterruptedException {
        for (int i = 0; i < 3 * 1024; i++) {
            log.log(KIBIBYTE);
        }
        log.close().join();

        assertThat(texts()).hasSize(1024).endsWith(LogWriter.LAST_LINE).containsOnlyOnce(LogWriter.LAST_LINE);
        assertThat(bytes()).isBetween(RunLog.MAX_RUN_BYTES - 2 * 1024, RunLog.MAX_RUN_BYTES);
        assertThat(sent)
                .extracting(RunLog::chunk)
                .isEqualTo(IntStream.range(0, sent.size()).boxed().toList());
        assertThat(cut("log")).isEqualTo(1);
    }

    @Test
    void emptyLinesAndOneTextOfManyLinesAreBoundedToo() throws InterruptedException {
        log.log("\n".repeat(1_000_000));
        log.log("more");
        log.close().join();

        assertThat(bytes()).isLessThanOrEqualTo(RunLog.MAX_RUN_BYTES);
        assertThat(texts()).hasSizeLessThan(RunLog.MAX_CHUNKS).endsWith(LogWriter.LAST_LINE);
        assertThat(sent).hasSizeLessThan(100);
    }

    @Test
    void whoeverLogsWaitsWhileTheBrokerDoesNotConfirmAndNothingIsLost() throws InterruptedException {
        confirming = false;
        int lines = 200;
        Thread logging = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < lines; i++) {
                    log.log(i + KIBIBYTE.substring(3));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(logging.join(Duration.ofMillis(200))).as("without confirms").isFalse();
        assertThat(sent).hasSize(LogWriter.MOST_ON_THEIR_WAY);
        log.flush();
        assertThat(sent).as("sent by flushing").hasSize(LogWriter.MOST_ON_THEIR_WAY);

        confirming = true;
        List.copyOf(confirms).forEach(confirm -> confirm.complete(null));
        assertThat(logging.join(Duration.ofSeconds(5))).as("with confirms").isTrue();
        log.close().join();
        assertThat(texts())
                .extracting(text -> text.replaceAll("x.*", ""))
                .isEqualTo(IntStream.range(0, lines).mapToObj(String::valueOf).toList());
    }

    @Test
    void whoeverMustStopDoesNotWaitForTheBroker() throws InterruptedException {
        confirming = false;
        Thread.currentThread().interrupt();
        log.log("there is room for that");

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> {
            while (true) {
                log.log(KIBIBYTE);
            }
        });
        assertThat(sent).hasSize(LogWriter.MOST_ON_THEIR_WAY);
    }

    @Test
    void isThroughWhenTheBrokerHasAllOfItAndNotBefore() throws InterruptedException {
        confirming = false;
        log.log("one");
        log.flush();
        log.log("two");
        CompletableFuture<Void> through = log.close();
        assertThat(texts()).containsExactly("one", "two");

        confirms.getLast().complete(null);
        assertThat(through).isNotDone();
        confirms.getFirst().complete(null);
        assertThat(through).isCompleted();
    }

    @Test
    void aRunThatHasLoggedNothingWaitsForNobody() {
        assertThat(log.close()).isCompleted();
        assertThat(sent).isEmpty();
    }

    @Test
    void takesNothingOfARunThatHasEnded() {
        var _ = log.close();
        assertThatIllegalStateException().isThrownBy(() -> log.log("late")).withMessageContaining("run-1");
        assertThat(sent).isEmpty();
    }

    @Test
    void whoeverWaitsWhileTheRunIsEndedIsToldSo() throws InterruptedException {
        confirming = false;
        CompletableFuture<Void> logging = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    log.log(KIBIBYTE);
                }
            } catch (InterruptedException | IllegalStateException e) {
                logging.completeExceptionally(e);
            }
        });
        assertThat(waiting.join(Duration.ofMillis(200))).as("without confirms").isFalse();

        var _ = log.close();
        assertThat(logging)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class);
    }

    private RunLog chunk(int number, String... texts) {
        List<LogEntry> entries = List.of(texts).stream()
                .map(text -> new LogEntry(Runs.NOON, text))
                .toList();
        return new RunLog(Runs.command(3).task(), 3, "run-1", number, entries);
    }

    private List<String> texts() {
        return sent.stream()
                .flatMap(chunk -> chunk.entries().stream())
                .map(LogEntry::text)
                .toList();
    }

    private int bytes() {
        return sent.stream()
                .flatMap(chunk -> chunk.entries().stream())
                .mapToInt(LogEntry::size)
                .sum();
    }

    private double cut(String part) {
        return registry.get("taskmill.worker.log.cut")
                .tag("part", part)
                .counter()
                .count();
    }
}
