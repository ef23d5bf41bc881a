package io.taskmill.runtime;

import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.model.TaskId;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.RunEvent;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs whose task is cancelled while they are under way. */
class CancelledRunIT {

    private static final Duration GRACE = Duration.ofMillis(500);

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 2);

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final FakeProjector projector = rig.projector();
    private final Gate gate = new Gate();
    private final Stubborn stubborn = new Stubborn();

    @Test
    void isInterruptedWithinASecondAndTellsThatItHasStopped() {
        rig.worker(Rig.settings(1, GRACE), gate);
        TaskId task = rig.submit(NORMAL);
        RunEvent.Start start = awaitStart(task);
        await().until(() -> gate.started().contains(task));
        projector.cancel(start);
        projector.cancel(start);
        await().atMost(Duration.ofSeconds(1)).until(() -> gate.interrupted().contains(task));
        await().until(() -> !aborted(task).isEmpty());
        gate.open();
        TaskId next = rig.submit(NORMAL);
        await("its slot is free again").until(() -> !finished(next).isEmpty());

        assertThat(aborted(task)).singleElement().satisfies(aborted -> {
            assertThat(aborted.returned()).isTrue();
            assertThat(aborted.run().id()).isEqualTo(start.run().id());
            assertThat(aborted.run().seq()).isGreaterThan(start.run().seq());
        });
        assertThat(projector.events(task)).hasSize(2);
        assertThat(runs("cancelled")).isEqualTo(1);
        assertThat(log.lines("run ended")).first().satisfies(line -> assertThat(line.getFormattedMessage())
                .contains("outcome=cancelled"));
        rig.stopWorkers();
        await().until(() -> rig.consumers(NORMAL) == 0);
        assertThat(rig.ready(NORMAL)).as("commands left").isZero();
    }

    @Test
    void tellsThatItHasStoppedAlsoWhenItsHandlerReturnsAResultOnItsInterrupt() {
        rig.worker(Rig.settings(1, GRACE), context -> {
            try {
                return gate.run(context);
            } catch (InterruptedException e) {
                return "half of it";
            }
        });
        TaskId task = rig.submit(NORMAL);
        RunEvent.Start start = awaitStart(task);
        await().until(() -> gate.started().contains(task));
        projector.cancel(start);
        await().until(() -> !aborted(task).isEmpty());
        assertThat(aborted(task)).singleElement().matches(RunEvent.Aborted::returned);
        assertThat(finished(task)).isEmpty();
    }

    @Test
    void whoseHandlerPaysNoHeedIsToldAsUnresponsiveAndHoldsItsSlotUntilItReturns() {
        rig.worker(Rig.settings(2, GRACE), stubborn);
        TaskId task = rig.submit(NORMAL);
        RunEvent.Start start = awaitStart(task);
        await().until(() -> stubborn.started().contains(task));
        projector.cancel(start);
        await().until(() -> !aborted(task).isEmpty());
        projector.cancel(start);

        assertThat(aborted(task)).singleElement().satisfies(aborted -> assertThat(aborted.returned())
                .isFalse());
        assertThat(stubborn.told()).contains(task);
        assertThat(slots("leaked")).isEqualTo(1);
        assertThat(slots("used")).isEqualTo(1);
        assertThat(log.lines("run leaked")).hasSize(1);
        await("its command is acknowledged")
                .until(() -> rig.meters()
                                .get("taskmill.worker.events.retained")
                                .gauge()
                                .value()
                        == 0);

        stubborn.letOut();
        await().until(() -> slots("leaked") == 0 && slots("used") == 0);
        assertThat(runs("cancelled")).isEqualTo(1);
        assertThat(projector.events(task)).as("what it returned is thrown away").hasSize(2);
        rig.stopWorkers();
        await().until(() -> rig.consumers(NORMAL) == 0);
        assertThat(rig.ready(NORMAL)).as("commands left").isZero();
    }

    @Test
    void oneThatIsNotHereChangesNothing() {
        rig.worker(Rig.settings(1, GRACE), gate);
        TaskId task = rig.submit(NORMAL);
        RunEvent.Start start = awaitStart(task);
        await().until(() -> gate.started().contains(task));
        projector.tell(start.run().session(), new ControlMessage.CancelRun(task, 1, "another"));
        gate.open();
        await().until(() -> !finished(task).isEmpty());
        projector.cancel(start);
        TaskId next = rig.submit(NORMAL);
        await().until(() -> !finished(next).isEmpty());
        assertThat(aborted(task)).isEmpty();
        assertThat(gate.interrupted()).isEmpty();
    }

    private RunEvent.Start awaitStart(TaskId task) {
        await().until(() -> !projector.events(task, RunEvent.Start.class).isEmpty());
        return projector.events(task, RunEvent.Start.class).getFirst();
    }

    private List<RunEvent.Aborted> aborted(TaskId task) {
        return projector.events(task, RunEvent.Aborted.class);
    }

    private List<RunEvent.Finished> finished(TaskId task) {
        return projector.events(task, RunEvent.Finished.class);
    }

    private double runs(String outcome) {
        return rig.meters()
                .get("taskmill.worker.run")
                .tags("type", Rig.TYPE, "outcome", outcome)
                .timer()
                .count();
    }

    private double slots(String state) {
        return rig.meters()
                .get("taskmill.worker.slots")
                .tag("state", state)
                .gauge()
                .value();
    }
}
