package io.taskmill.runtime;

import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.model.TaskId;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs that must be granted, and runs that turn out to be too many. */
class AskedRunIT {

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 2);

    private final FakeProjector projector = rig.projector();
    private final Gate gate = new Gate();

    @BeforeEach
    void workerAtWork() {
        rig.worker(Rig.settings(2, 0), gate);
    }

    @Test
    void aCommandThatMayBeASecondOneIsAskedForAtOnceAndAgainWhenItCanBeGranted() {
        TaskId task = rig.submit(Rig.TYPE, NORMAL, true);
        List<RunEvent.Start> asks = awaitStarts(task, 2);
        assertThat(waited(asks.getFirst())).isLessThan(Duration.ofMillis(500));
        assertThat(waited(asks.get(1))).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(asks)
                .extracting(ask -> ask.run().id())
                .containsOnly(asks.getFirst().run().id());
        assertThat(gate.started()).as("nothing runs ungranted").isEmpty();
    }

    @Test
    void isAskedForEachSecondUntilThereIsAnAnswer() {
        TaskId task = rig.submit(Rig.TYPE, NORMAL, true);
        List<RunEvent.Start> asks = awaitStarts(task, 4);
        assertThat(waited(asks.get(3)).minus(waited(asks.get(2))))
                .isBetween(Duration.ofMillis(950), Duration.ofSeconds(2));
        assertThat(gate.started()).isEmpty();
    }

    @Test
    void startsAtOnceWhenItIsGranted() {
        TaskId task = rig.submit(Rig.TYPE, NORMAL, true);
        RunEvent.Start ask = awaitStarts(task, 2).getLast();
        projector.grant(ask);
        // less than half of what the next look would take, so that it is the answer that wakes it
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMillis(400))
                .until(() -> gate.started().contains(task));
        gate.open();
        await().until(() -> !projector.events(task, RunEvent.Finished.class).isEmpty());
        assertThat(projector.events(task, RunEvent.Finished.class))
                .singleElement()
                .extracting(finished -> finished.run().id())
                .isEqualTo(ask.run().id());
    }

    @Test
    void aGrantForAnotherRunIsNone() {
        TaskId task = rig.submit(Rig.TYPE, NORMAL, true);
        TaskId other = rig.submit(Rig.TYPE, NORMAL, true);
        projector.grant(awaitStarts(other, 1).getFirst());
        await().until(() -> gate.started().contains(other));
        awaitStarts(task, 2);
        assertThat(gate.started()).containsExactly(other);
    }

    @Test
    void neverStartsWhenItIsRefusedAndItsCommandIsAcknowledged() {
        TaskId task = rig.submit(Rig.TYPE, NORMAL, true);
        projector.refuse(awaitStarts(task, 1).getFirst(), RefusalReason.HELD);
        TaskId next = rig.submit(NORMAL);
        TaskId afterNext = rig.submit(NORMAL);
        await("both slots are free again").until(() -> gate.started().containsAll(List.of(next, afterNext)));
        assertThat(gate.started()).doesNotContain(task);
        assertThat(commandsLeftWhenAllWorkersAreGone()).isZero();
    }

    @Test
    void isGivenBackWhenTheReasonIsTheSession() {
        TaskId task = rig.submit(Rig.TYPE, NORMAL, true);
        RunEvent.Start first = awaitStarts(task, 1).getFirst();
        projector.refuse(first, RefusalReason.SESSION_LOST);
        await().until(() -> projector.events(task, RunEvent.Start.class).stream()
                .anyMatch(start -> !start.run().id().equals(first.run().id())));
        assertThat(gate.started()).isEmpty();
    }

    @Test
    void anOrdinaryRunThatIsRefusedIsInterruptedWithinASecondAndItsEndIsNotTold() {
        TaskId task = rig.submit(NORMAL);
        RunEvent.Start start = awaitStarts(task, 1).getFirst();
        await().until(() -> gate.started().contains(task));
        projector.refuse(start, RefusalReason.ENDED);
        await().atMost(Duration.ofSeconds(1)).until(() -> gate.interrupted().contains(task));
        TaskId next = rig.submit(NORMAL);
        gate.open();
        await().until(() -> !projector.events(next, RunEvent.Finished.class).isEmpty());
        assertThat(projector.events(task)).containsExactly(start);
        assertThat(commandsLeftWhenAllWorkersAreGone()).isZero();
    }

    /** What was not acknowledged goes back to its queue with the connection. */
    private int commandsLeftWhenAllWorkersAreGone() {
        rig.stopWorkers();
        await().until(() -> rig.consumers(NORMAL) == 0);
        return rig.ready(NORMAL);
    }

    private List<RunEvent.Start> awaitStarts(TaskId task, int count) {
        await().until(() -> projector.events(task, RunEvent.Start.class).size() >= count);
        return projector.events(task, RunEvent.Start.class);
    }

    private static Duration waited(RunEvent.Start ask) {
        return Objects.requireNonNull(ask.waited());
    }
}
