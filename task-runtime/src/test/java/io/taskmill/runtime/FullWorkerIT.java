package io.taskmill.runtime;

import static io.taskmill.model.Priority.HIGH;
import static io.taskmill.model.Priority.LOW;
import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.model.Priority;
import io.taskmill.model.TaskId;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker without a free slot leaves the work to others; with one, it takes it by weight. */
class FullWorkerIT {

    /** A delivery may wait a second for a slot. */
    private static final Duration SOON =
            Duration.ofMillis(1_200).plus(Duration.ofMillis(600)); // a slow machine's share

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 2);

    private final FakeProjector projector = rig.projector();
    private final Gate gate = new Gate();

    @Test
    void commandsGoBackSoonAndAnotherWorkerCarriesThemOut() {
        projector.grantAllAsks();
        List<TaskId> tasks =
                Stream.of(NORMAL, NORMAL, LOW, LOW).map(rig::submit).toList();
        rig.worker(Rig.settings(2, 0), gate);
        await().until(() -> gate.started().size() == 2);
        await().atMost(SOON).until(() -> rig.ready(NORMAL) + rig.ready(LOW) == 2);
        await().until(() -> rig.consumers(HIGH) == 0);

        Gate besides = new Gate();
        rig.worker(Rig.settings(2, 0), besides);
        await().atMost(Duration.ofSeconds(20)).until(() -> besides.started().size() == 2);
        assertThat(Stream.concat(gate.started().stream(), besides.started().stream()))
                .containsExactlyInAnyOrderElementsOf(tasks);
    }

    @Test
    void aFullWorkerConsumesAgainOnceASlotIsFree() {
        projector.grantAllAsks();
        TaskId first = rig.submit(NORMAL);
        rig.worker(Rig.settings(1, 0), gate);
        await().until(() -> gate.started().contains(first));
        await().until(() -> rig.consumers(LOW) == 0);
        TaskId second = rig.submit(LOW);
        await().until(() -> rig.ready(LOW) == 1);
        gate.letOneOut();
        await().until(() -> gate.started().contains(second));
    }

    @Test
    void highPriorityStartsInTheSlotThatIsKeptForIt() {
        rig.worker(Rig.settings(2, 1), gate);
        TaskId normal = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(normal));
        TaskId waiting = rig.submit(NORMAL);
        TaskId high = rig.submit(HIGH);
        await().until(() -> gate.started().contains(high));
        assertThat(gate.started()).doesNotContain(waiting);
        await().atMost(SOON).until(() -> rig.ready(NORMAL) == 1);
    }

    /** Of what ends, the next is chosen by weight; while high priority waits, the others have their turns as well. */
    @Test
    void nobodyStarvesBehindHighPriorityThatNeverEnds() {
        projector.grantAllAsks();
        Map<TaskId, Priority> tasks = new HashMap<>();
        IntStream.range(0, 40).forEach(_ -> tasks.put(rig.submit(HIGH), HIGH));
        IntStream.range(0, 4).forEach(_ -> tasks.put(rig.submit(NORMAL), NORMAL));
        IntStream.range(0, 2).forEach(_ -> tasks.put(rig.submit(LOW), LOW));
        rig.worker(Rig.settings(3, 1), gate);
        for (int started = 3; started < 30; started++) {
            int sofar = started;
            await().atMost(Duration.ofSeconds(20)).until(() -> gate.started().size() >= sofar);
            gate.letOneOut();
        }
        assertThat(gate.started().stream().limit(29).map(tasks::get)).contains(NORMAL, LOW);
    }
}
