package io.taskmill.runtime;

import static io.taskmill.model.Priority.HIGH;
import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Timer;
import io.taskmill.messaging.Topology;
import io.taskmill.model.TaskId;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a worker counts while it works. */
class RunMetricsIT {

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 2);

    private final FakeProjector projector = rig.projector();
    private final Gate gate = new Gate();

    @Test
    void aRunIsMeasuredFromItsSubmissionToItsEnd() {
        rig.worker(Rig.settings(4, 1), gate);
        TaskId task = rig.submit(HIGH);
        await().until(() -> gate.started().contains(task));
        await().untilAsserted(() -> {
            assertThat(slots("free")).isEqualTo(3);
            assertThat(slots("used")).isEqualTo(1);
            assertThat(gauge("taskmill.worker.session.up")).isEqualTo(1);
        });
        gate.letOneOut();
        await().until(() -> !projector.events(task, RunEvent.Finished.class).isEmpty());
        await().until(() -> gauge("taskmill.worker.events.retained") == 0);

        Timer wait = rig.meters()
                .get("taskmill.worker.queue.wait")
                .tags("pool", rig.pool(), "priority", "high")
                .timer();
        assertThat(wait.count()).isEqualTo(1);
        assertThat(wait.totalTime(TimeUnit.SECONDS)).isBetween(0.0, 30.0);
        assertThat(runs("finished")).isEqualTo(1);
        assertThat(events("start")).isEqualTo(1);
        assertThat(events("finished")).isEqualTo(1);
        assertThat(rig.meters()
                        .get("taskmill.worker.event.batch.size")
                        .summary()
                        .totalAmount())
                .isEqualTo(2);
        await().until(() -> slots("free") == 4);
    }

    @Test
    void aFailureAndARefusalAreToldApart() {
        rig.worker(Rig.settings(1, 0), context -> {
            gate.run(context);
            throw new IllegalStateException("on purpose");
        });
        TaskId refused = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(refused)
                && !projector.events(refused, RunEvent.Start.class).isEmpty());
        projector.refuse(projector.events(refused, RunEvent.Start.class).getFirst(), RefusalReason.SUPERSEDED);
        await().until(() -> gate.interrupted().contains(refused));
        gate.open();
        TaskId failing = rig.submit(NORMAL);
        await().until(() -> !projector.events(failing, RunEvent.Failed.class).isEmpty());

        assertThat(runs("refused")).isEqualTo(1);
        assertThat(runs("failed")).isEqualTo(1);
        assertThat(events("failed")).isEqualTo(1);
        assertThat(rig.meters()
                        .get("taskmill.worker.refused")
                        .tag("reason", "superseded")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatIsGivenBackIsCountedAndTheSessionIsDownAfterwards() {
        Worker worker = rig.worker(Rig.settings(2, 0), gate);
        TaskId task = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(task));
        TaskId asking = rig.submitStrict(NORMAL);
        await().until(() -> !projector.events(asking).isEmpty());
        worker.stop();
        assertThat(runs("given_back")).isEqualTo(1);
        assertThat(events("given_back")).isEqualTo(1);
        assertThat(rig.meters().get("taskmill.worker.requeued").counter().count())
                .as("the command of the run that asked, which may come once more before its consumer is gone")
                .isGreaterThanOrEqualTo(1);
        await().until(() -> rig.ready(Topology.workQueue(new WorkQueue(rig.pool(), NORMAL, true))) == 1);
        assertThat(gauge("taskmill.worker.session.up")).isZero();
        assertThat(worker.status().isReady()).isFalse();
    }

    @Test
    void aRefusedRunThatPaysNoHeedIsLeakedAndHoldsItsSlotUntilItReturns() {
        CountDownLatch end = new CountDownLatch(1);
        rig.worker(Rig.settings(2, 0), _ -> {
            boolean over = false;
            while (!over) {
                try {
                    over = end.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    over = false; // pays no heed
                }
            }
            return null;
        });
        TaskId task = rig.submit(NORMAL);
        await().until(() -> !projector.events(task, RunEvent.Start.class).isEmpty() && slots("used") == 1);
        projector.refuse(projector.events(task, RunEvent.Start.class).getFirst(), RefusalReason.HELD);
        await().atMost(Duration.ofSeconds(15)).until(() -> slots("leaked") == 1);
        assertThat(slots("used")).isEqualTo(1);
        end.countDown();
        await().until(() -> slots("leaked") == 0 && slots("used") == 0);
        assertThat(runs("refused")).isEqualTo(1);
    }

    @Test
    void aWorkerIsReadyFromItsFirstConfirmedHeartbeatUntilItDrains() {
        Worker worker = rig.worker(Rig.settings(1, 0, Duration.ofSeconds(20), Duration.ofSeconds(20)), gate);
        assertThat(worker.status().isReady()).isFalse();
        await().until(() -> worker.status().isReady());
        assertThat(worker.status().session()).isNotNull();
        assertThat(worker.status().leaseLeft()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15));
        TaskId task = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(task));

        Thread stopping = Thread.ofVirtual().start(worker::stop);
        await().until(() -> !worker.isRunning());
        assertThat(worker.status().isReady()).as("ready while draining").isFalse();
        assertThat(worker.status().used()).isEqualTo(1);
        gate.open();
        await().until(() -> !stopping.isAlive());
    }

    private double runs(String outcome) {
        return rig.meters()
                .get("taskmill.worker.run")
                .tags("type", Rig.TYPE, "outcome", outcome)
                .timer()
                .count();
    }

    private double events(String event) {
        return rig.meters()
                .get("taskmill.worker.events")
                .tag("event", event)
                .counter()
                .count();
    }

    private double slots(String state) {
        return rig.meters()
                .get("taskmill.worker.slots")
                .tag("state", state)
                .gauge()
                .value();
    }

    private double gauge(String name) {
        return Objects.requireNonNull(rig.meters().get(name).gauge()).value();
    }
}
