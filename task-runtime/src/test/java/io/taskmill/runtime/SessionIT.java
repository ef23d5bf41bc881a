package io.taskmill.runtime;

import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.model.TaskId;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of runs when their session or their connection is lost. */
class SessionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 2);

    private final FakeProjector projector = rig.projector();
    private final Gate gate = new Gate();

    @Test
    void aLostSessionsRunsAreInterruptedAndTheirCommandsComeToTheNextSession() {
        rig.worker(Rig.settings(1, 0), gate);
        TaskId running = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(running));
        TaskId waiting = rig.submit(NORMAL);
        String lost = awaitStart(running).run().session();

        projector.grantAllAsks();
        projector.endSession(lost);

        await().atMost(Duration.ofSeconds(1)).until(() -> gate.interrupted().contains(running));
        gate.open();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(List.of(running, waiting))
                .allSatisfy(task -> assertThat(projector.events(task, RunEvent.Finished.class))
                        .singleElement()
                        .satisfies(
                                finished -> assertThat(finished.run().session()).isNotEqualTo(lost))));
        assertThat(sessions()).hasSize(2);
    }

    @Test
    void whatIsSaidOfAnotherSessionIsNotMeantForThisOne() {
        rig.worker(Rig.settings(1, 0), gate);
        TaskId task = rig.submit(NORMAL);
        RunEvent.Start start = awaitStart(task);
        projector.tell(start.run().session(), new ControlMessage.SessionOver("another"));
        projector.refuse(start, RefusalReason.ENDED); // comes later, and shows that the first was read
        await().until(() -> gate.interrupted().contains(task));
        gate.open();
        TaskId next = rig.submit(NORMAL);
        await().until(() -> !projector.events(next, RunEvent.Finished.class).isEmpty());
        assertThat(sessions()).hasSize(1);
    }

    @Test
    void aRunGoesOnWhenTheConnectionsAreLostAndItsEndArrivesAfterwards() {
        rig.worker(Rig.settings(2, 0), gate);
        TaskId task = rig.submit(NORMAL);
        String run = awaitStart(task).run().id();
        await().until(() -> gate.started().contains(task));

        closeTheWorkersConnections();

        await().atMost(PATIENCE)
                .until(() -> starts(task).stream()
                                .filter(start -> start.run().id().equals(run) && start.waited() == null)
                                .count()
                        >= 2);
        RunEvent.Start second = awaitAsk(task);
        assertThat(second.run().id()).isNotEqualTo(run);
        projector.refuse(second, RefusalReason.HELD);
        gate.open();
        await().atMost(PATIENCE)
                .until(() -> !projector.events(task, RunEvent.Finished.class).isEmpty());
        assertThat(projector.events(task, RunEvent.Finished.class))
                .extracting(finished -> finished.run().id())
                .containsOnly(run);
        assertThat(gate.started()).containsExactly(task);
        assertThat(gate.interrupted()).isEmpty();
        assertThat(sessions()).hasSize(1);
        rig.stopWorkers();
        await().until(() -> rig.consumers(NORMAL) == 0);
        assertThat(rig.ready(NORMAL)).isZero();
    }

    @Test
    void aHeartbeatDoesNotWaitForItsTimeWhenTheConnectionsAreBack() {
        rig.worker(Rig.settings(2, 0), gate);
        awaitTheWorkersConnections();
        int known = heartbeats().size();
        await().atMost(PATIENCE).until(() -> heartbeats().size() > known); // so that the next one has its time to wait
        broker.closeConnections();
        Duration wellBeforeItsTime = Duration.ofMillis(2_500);
        await().atMost(PATIENCE).until(() -> {
            List<Instant> sent = heartbeats();
            return IntStream.range(1, sent.size())
                    .anyMatch(i -> sent.get(i - 1).plus(wellBeforeItsTime).isAfter(sent.get(i)));
        });
        assertThat(sessions()).hasSize(1);
    }

    /** When they were sent; one that is delivered again counts once. */
    private List<Instant> heartbeats() {
        return projector.messages(Heartbeat.class).stream()
                .filter(beat -> beat.worker().pools().contains(rig.pool()))
                .map(Heartbeat::at)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void anEndThatComesWhileTheConnectionsAreDownArrivesWhenTheyAreBack() {
        rig.worker(Rig.settings(2, 0), gate);
        TaskId task = rig.submit(NORMAL);
        String run = awaitStart(task).run().id();
        closeTheWorkersConnections();
        gate.open();
        await().atMost(PATIENCE).until(() -> projector.events(task, RunEvent.Finished.class).stream()
                .anyMatch(finished -> finished.run().id().equals(run)));
    }

    @Test
    void theCommandOfALongRunIsAcknowledgedAndItsEndStillArrives() {
        // longer than the broker's figures are old, so that both states can be seen
        Duration ackAfter = Duration.ofSeconds(6);
        Worker worker = rig.worker(Rig.settings(2, 0, ackAfter, Duration.ofSeconds(5)), gate);
        TaskId task = rig.submit(NORMAL);
        await().atMost(PATIENCE).until(() -> rig.unacknowledged(NORMAL) == 1);
        await().atMost(PATIENCE).until(() -> rig.unacknowledged(NORMAL) == 0);
        assertThat(rig.ready(NORMAL)).isZero();
        assertThat(gate.interrupted()).isEmpty();
        gate.open();
        await().until(() -> !projector.events(task, RunEvent.Finished.class).isEmpty());
        worker.stop();
    }

    private void closeTheWorkersConnections() {
        awaitTheWorkersConnections();
        broker.closeConnections();
    }

    private void awaitTheWorkersConnections() {
        await().atMost(PATIENCE)
                .until(() -> broker.connectionNames().containsAll(List.of("worker-1-publish", "worker-1-consume")));
    }

    private RunEvent.Start awaitStart(TaskId task) {
        await().until(() -> !starts(task).isEmpty());
        return starts(task).getFirst();
    }

    private RunEvent.Start awaitAsk(TaskId task) {
        await().atMost(PATIENCE).until(() -> starts(task).stream().anyMatch(start -> start.waited() != null));
        return starts(task).stream()
                .filter(start -> start.waited() != null)
                .findFirst()
                .orElseThrow();
    }

    private List<RunEvent.Start> starts(TaskId task) {
        return projector.events(task, RunEvent.Start.class);
    }

    private Set<String> sessions() {
        return projector.messages(Heartbeat.class).stream()
                .filter(beat -> beat.worker().pools().contains(rig.pool()))
                .map(Heartbeat::session)
                .collect(Collectors.toSet());
    }
}
