package io.taskmill.handlers.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.taskmill.handler.TaskContext;
import io.taskmill.handlers.storage.image.RemoveImageHandler;
import io.taskmill.handlers.storage.pool.SetPoolPgNumHandler;
import io.taskmill.handlers.storage.rbd.CollectRbdPerformanceHandler;
import io.taskmill.handlers.storage.simulated.Deaths;
import io.taskmill.handlers.storage.simulated.Interrupted;
import io.taskmill.handlers.storage.simulated.SimulatedCluster;
import io.taskmill.handlers.storage.simulated.Twist;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskId;
import io.taskmill.testkit.RecordingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Ways in which openATTIC's background tasks are known to have failed, tried on the handlers of its tasks. */
class OpenatticFailuresTest {

    @RegisterExtension
    final SimulatedCluster cluster = new SimulatedCluster();

    private static final SetPoolPgNumHandler.Params TO_64 = new SetPoolPgNumHandler.Params("rbd", 64);
    private static final Duration GAP = Duration.ofSeconds(20);

    private final RecordingContext context = new RecordingContext();

    private SetPoolPgNumHandler setPgNum() {
        return new SetPoolPgNumHandler(cluster.port(), cluster.patient());
    }

    private CollectRbdPerformanceHandler.Series collected(int samples) throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        return new CollectRbdPerformanceHandler(cluster.port(), cluster.patient(), GAP)
                .run(new CollectRbdPerformanceHandler.Params("rbd", "root", samples), context);
    }

    @Test
    void aStepThatBlocksStallsNobodyElse() throws InterruptedException {
        cluster.pool("rbd", 32, false).image("i-1", "root", "vm-1");
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        StorageCluster blocking = Twist.of(cluster.port(), "convergence", _ -> {
            blocked.countDown();
            never.await();
        });
        SetPoolPgNumHandler stuck = new SetPoolPgNumHandler(blocking, cluster.patient());
        Interrupted.once(
                () -> blocked.getCount() == 0
                        && new RemoveImageHandler(blocking, cluster.patient())
                                .run(
                                        new RemoveImageHandler.Params("i-1"),
                                        new RecordingContext(new TaskId(new UUID(0, 2)), 1))
                                .wasThere(),
                () -> stuck.run(TO_64, context));
        assertThat(cluster.port().image("i-1")).isEmpty();
    }

    @Test
    void aResultOfMoreThan1024CharactersIsWhole() throws InterruptedException {
        CollectRbdPerformanceHandler.Series series = collected(100);
        assertThat(JsonMapper.shared().writeValueAsString(series)).hasSizeGreaterThan(1_024);
        assertThat(series.samples()).hasSize(100);
    }

    @Test
    void timesAreTheSameInEveryTimeZone() throws InterruptedException {
        TimeZone before = TimeZone.getDefault();
        Instant began = Instant.now();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            assertThat(collected(3).samples()).extracting(Sample::at).allSatisfy(at -> assertThat(at)
                    .isBetween(began.minusSeconds(1), Instant.now().plusSeconds(1)));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void aFailoverOfClusterAndWorkerLosesNothing() throws InterruptedException {
        cluster.pool("rbd", 32, false);
        cluster.unitMillis(60_000);
        Deaths deaths = Deaths.after(14);
        Throwable end = catchThrowable(
                () -> new SetPoolPgNumHandler(deaths.wrapped(cluster.port(), StorageCluster.class), cluster.patient())
                        .run(TO_64, deaths.wrapped(context, TaskContext.class)));
        assertThat(end).isInstanceOf(Deaths.Death.class);
        cluster.restart();
        cluster.unitMillis(1);
        RecordingContext next =
                new RecordingContext().after(context.checkpoints().getLast());
        assertThat(setPgNum().run(TO_64, next)).isEqualTo(new SetPoolPgNumHandler.Converged("rbd", 32, 64));
    }

    @Test
    void progressIsNotStuckAtItsLastValueWhenTheTaskHasFinished() throws InterruptedException {
        cluster.pool("rbd", 32, false);
        setPgNum().run(TO_64, context);
        assertThat(context.reports().getLast().percent()).isEqualTo(100);
        collected(5);
        assertThat(context.reports().getLast().percent()).isEqualTo(100);
    }

    @Test
    void whatWasDoneIsNotUndoneByADeletionAndThatIsSaid() throws InterruptedException {
        cluster.pool("rbd", 32, false);
        cluster.unitMillis(500);
        Interrupted.once(() -> cluster.port().pool("rbd").orElseThrow().pgNumTarget() == 64, () -> setPgNum()
                .run(TO_64, context));
        assertThat(cluster.port().pool("rbd").orElseThrow().pgNumTarget()).isEqualTo(64);
        assertThat(context.reports().getLast().message()).isEqualTo(StatusMessage.of("stays", "rbd", 64));
    }

    @Test
    void namesAreShownAndNotInternalIds() throws InterruptedException {
        cluster.pool("rbd", 32, false).image("6f1c0a8e", "root", "vm-1");
        setPgNum().run(TO_64, context);
        new RemoveImageHandler(cluster.port(), cluster.patient())
                .run(new RemoveImageHandler.Params("6f1c0a8e"), context);
        assertThat(context.reports())
                .extracting(RecordingContext.Report::message)
                .filteredOn(Objects::nonNull)
                .flatExtracting(StatusMessage::args)
                .contains("root", "rbd")
                .doesNotContain("6f1c0a8e")
                .noneMatch(
                        argument -> argument.toString().contains(context.task().toString()));
    }
}
