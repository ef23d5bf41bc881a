package io.taskmill.handlers.storage.rbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.taskmill.handler.TaskContext;
import io.taskmill.handlers.storage.Sample;
import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.StorageException;
import io.taskmill.handlers.storage.rbd.CollectRbdPerformanceHandler.Params;
import io.taskmill.handlers.storage.rbd.CollectRbdPerformanceHandler.Series;
import io.taskmill.handlers.storage.simulated.Deaths;
import io.taskmill.handlers.storage.simulated.Interrupted;
import io.taskmill.handlers.storage.simulated.SimulatedCluster;
import io.taskmill.handlers.storage.simulated.Thrown;
import io.taskmill.handlers.storage.simulated.Twist;
import io.taskmill.model.TaskError;
import io.taskmill.testkit.RecordingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

class CollectRbdPerformanceHandlerTest {

    private static final int MOST_RESULT_BYTES = 256 * 1024;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);

    @RegisterExtension
    final SimulatedCluster cluster = new SimulatedCluster();

    private final RecordingContext context = new RecordingContext();

    @BeforeEach
    void addImage() {
        cluster.image("i-1", "root", "vm-1");
    }

    private CollectRbdPerformanceHandler handler(Duration gap) {
        return new CollectRbdPerformanceHandler(cluster.port(), cluster.patient(), gap);
    }

    private static Params asking(int samples) {
        return new Params("rbd", "root", samples);
    }

    @Test
    void dataComesAfterTheInterestAndBecomesTheResult() throws InterruptedException {
        Series series = handler(LONG).run(new Params("rbd", "root", null), context);
        assertThat(series.complete()).isTrue();
        assertThat(series.samples()).hasSize(12).isSortedAccordingTo(Comparator.comparing(Sample::at));
        assertThat(context.reports().getLast().percent()).isEqualTo(100);
    }

    @Test
    void aLongSeriesIsAResultTooAndHasABound() throws InterruptedException {
        Series series = handler(LONG).run(asking(200), context);
        assertThat(JsonMapper.shared().writeValueAsBytes(series).length).isGreaterThan(1_024);

        Sample widest = new Sample(
                Instant.parse("2026-11-23T22:33:54.123456789Z"),
                -1.2345678901234567E-100,
                -1.2345678901234567E-100,
                -1.2345678901234567E-100,
                -1.2345678901234567E-100,
                -1.2345678901234567E-100,
                -1.2345678901234567E-100);
        Series largest = new Series(
                "p".repeat(200),
                "i".repeat(200),
                false,
                Collections.nCopies(CollectRbdPerformanceHandler.MOST_SAMPLES, widest));
        assertThat(JsonMapper.shared().writeValueAsBytes(largest).length).isLessThan(MOST_RESULT_BYTES);
    }

    @Test
    void aClusterThatGathersNothingIsWaitedForOnlySoLong() {
        cluster.unitMillis(60_000);
        TaskError error = Thrown.errorOf(() -> handler(SHORT).run(asking(3), context));
        assertThat(error.code()).isEqualTo("NO_DATA");
        assertThat(error.retryable()).isTrue();
    }

    @Test
    void whatThereIsIsGivenWhenTheClusterStopsGathering() throws InterruptedException {
        StorageCluster stopping = Twist.answers(cluster.port(), "samples", answer -> ((List<?>) answer)
                .stream().limit(5).toList());
        Series series = new CollectRbdPerformanceHandler(stopping, cluster.patient(), SHORT).run(asking(400), context);
        assertThat(series.complete()).isFalse();
        assertThat(series.samples()).hasSize(5);
        assertThat(context.reports()).noneMatch(report -> report.percent() == 100);
    }

    @Test
    void anImageThatIsNotThereIsNoSuccess() {
        TaskError error = Thrown.errorOf(() -> handler(LONG).run(new Params("rbd", "nothing", 1), context));
        assertThat(error.retryable()).isFalse();
        assertThat(error.text()).contains("rbd/nothing");
    }

    @Test
    void aClusterThatIsAwayForAWhileIsWaitedFor() throws InterruptedException {
        cluster.unitMillis(20);
        StorageCluster vanishing = Twist.of(cluster.port(), "samples", number -> {
            if (number == 2) {
                cluster.vanish(150);
            }
        });
        assertThat(new CollectRbdPerformanceHandler(vanishing, cluster.patient(), LONG)
                        .run(asking(12), context)
                        .complete())
                .isTrue();
    }

    @Test
    void aClusterThatStaysAwayIsWorthAnotherAttempt() {
        StorageCluster away = Twist.of(cluster.port(), "watchRbd", _ -> {
            throw new StorageException.Unreachable("nobody answers", null);
        });
        assertThat(Thrown.errorOf(() ->
                                new CollectRbdPerformanceHandler(away, cluster.patient(), LONG).run(asking(1), context))
                        .retryable())
                .isTrue();
    }

    @Test
    void aRunThatDiesAtAnyLineIsRepeatedAndGathersOn() throws InterruptedException {
        int call = 1;
        while (true) {
            Deaths deaths = Deaths.after(call);
            CollectRbdPerformanceHandler dying = new CollectRbdPerformanceHandler(
                    deaths.wrapped(cluster.port(), StorageCluster.class), cluster.patient(), LONG);
            TaskContext first = deaths.wrapped(new RecordingContext(), TaskContext.class);
            Throwable end = catchThrowable(() -> dying.run(asking(3), first));
            if (end == null) {
                break;
            }
            assertThat(end).as(deaths.toString()).isInstanceOf(Deaths.Death.class);
            assertThat(handler(LONG).run(asking(3), new RecordingContext()).samples())
                    .as(deaths.toString())
                    .hasSize(3);
            call++;
        }
        assertThat(call).isGreaterThan(4);
    }

    @Test
    void aCancelEndsTheWaiting() throws InterruptedException {
        cluster.unitMillis(60_000);
        AtomicBoolean waits = new AtomicBoolean();
        StorageCluster watched = Twist.of(cluster.port(), "samples", number -> waits.set(number > 1));
        CollectRbdPerformanceHandler handler = new CollectRbdPerformanceHandler(watched, cluster.patient(), LONG);
        Interrupted.once(waits::get, () -> handler.run(asking(3), context));
    }
}
