package io.taskmill.runtime;

import static io.taskmill.model.Priority.HIGH;
import static io.taskmill.model.Priority.LOW;
import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.messaging.Topology;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.message.ControlMessage.PausesKnown;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a worker makes of pauses that it is told. */
class PausedWorkerIT {

    private static final int SHARDS = 2;

    /** A heartbeat is answered, the next one says so; and there is a second to act on it. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(12);

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, SHARDS);

    private final FakeProjector projector = rig.projector();
    private final Gate gate = new Gate();

    private void paused(long revision, List<String> pools, List<String> types) {
        projector.pauses(new PausesKnown(revision, pools, types));
        awaitKnown(revision);
    }

    /** Every session says so, the last time that it was heard of. */
    private void awaitKnown(long revision) {
        await().atMost(TOLD_WITHIN).until(() -> {
            List<Heartbeat> beats = projector.messages(Heartbeat.class);
            return !beats.isEmpty()
                    && beats.stream().map(Heartbeat::session).distinct().allMatch(session -> beats.stream()
                            .filter(beat -> beat.session().equals(session))
                            .anyMatch(beat -> revision == known(beat)));
        });
    }

    private static long known(Heartbeat beat) {
        return beat.pauses() == null ? Long.MIN_VALUE : beat.pauses();
    }

    private List<TaskId> finished(List<TaskId> tasks) {
        return tasks.stream()
                .filter(task -> !projector.events(task, RunEvent.Finished.class).isEmpty())
                .toList();
    }

    @Test
    void aPausedPoolHasNoConsumerAndIsConsumedAgainOnceItIsResumed() {
        rig.worker(Rig.settings(4, 0), _ -> null);
        await().until(() -> Stream.of(Priority.values()).allMatch(priority -> rig.consumers(priority) == 1));

        paused(1, List.of(rig.pool()), List.of());

        await().atMost(TOLD_WITHIN).until(() -> Stream.of(Priority.values())
                .allMatch(priority -> rig.consumers(priority) == 0
                        && rig.consumers(new WorkQueue(rig.pool(), WorkQueue.Kind.STRICT, priority)) == 0));
        await().until(() -> rig.consumers(WorkQueue.ofSuspects(rig.pool())) == 0);
        List<TaskId> tasks = new ArrayList<>();
        for (Priority priority : Priority.values()) {
            tasks.addAll(rig.submitAll(priority, 5, _ -> {}));
        }
        awaitKnown(1);
        assertThat(rig.ready(HIGH) + rig.ready(NORMAL) + rig.ready(LOW)).isEqualTo(15);

        paused(2, List.of(), List.of());
        await().until(() -> finished(tasks).size() == 15);
    }

    @Test
    void whatRunsGoesOnAndWhatWasFetchedAndHasNotBegunGoesBack() {
        rig.worker(Rig.settings(1, 0), gate);
        List<TaskId> tasks = rig.submitAll(NORMAL, 10, _ -> {});
        await().until(() -> gate.started().size() == 1);

        paused(1, List.of(rig.pool()), List.of());

        await().atMost(TOLD_WITHIN).until(() -> rig.ready(NORMAL) == 9);
        gate.open();
        await().until(() -> finished(tasks).size() == 1);
        await().until(() -> rig.consumers(NORMAL) == 0);
        assertThat(gate.interrupted()).isEmpty();
        assertThat(gate.started()).hasSize(1);

        projector.grantAllAsks();
        paused(2, List.of(), List.of());
        await().atMost(Duration.ofSeconds(20)).until(() -> finished(tasks).size() == 10);
        assertThat(gate.started()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void aRunThatWaitsForItsGrantGoesBackAndAGrantThatComesLateIsGivenBack() {
        rig.worker(Rig.settings(2, 0), gate);
        TaskId task = rig.submitStrict(NORMAL);
        await().until(() -> !projector.events(task, RunEvent.Start.class).isEmpty());

        paused(1, List.of(rig.pool()), List.of());

        await().atMost(TOLD_WITHIN).until(() -> rig.ready(Topology.workQueue(strict())) == 1);
        assertThat(projector.events(task)).hasOnlyElementsOfType(RunEvent.Start.class);
        projector.grant(projector.events(task, RunEvent.Start.class).getFirst());
        await().until(() -> projector.events(task).getLast() instanceof RunEvent.GivenBack);
        assertThat(gate.started()).isEmpty();
    }

    private WorkQueue strict() {
        return new WorkQueue(rig.pool(), WorkQueue.Kind.STRICT, NORMAL);
    }

    @Test
    void commandsOfAPausedTypeAreGivenBackAsEventsAndOthersOfThePoolGoOn() {
        Shards shards = new Shards(SHARDS);
        rig.worker(
                Rig.settings(2, 0),
                shards,
                new ScriptedHandler(Rig.TYPE, rig.pool(), _ -> null),
                new ScriptedHandler("OTHER", rig.pool(), _ -> null));
        paused(1, List.of(), List.of(Rig.TYPE));
        awaitKnown(1);

        List<TaskId> tasks = rig.submitAll(NORMAL, 50, _ -> {});
        TaskId other = rig.submit("OTHER", NORMAL, false);

        await().until(() -> finished(List.of(other)).size() == 1);
        await().until(() -> projector.messages(TypeMissing.class).size() == 50);
        assertThat(projector.messages(TypeMissing.class))
                .allMatch(TypeMissing::paused)
                .extracting(TypeMissing::task)
                .containsExactlyInAnyOrderElementsOf(tasks);
        assertThat(tasks).allMatch(task -> projector.events(task).isEmpty());
        assertThat(rig.meters().get("taskmill.worker.type.paused").counter().count())
                .isEqualTo(50);
        await().until(() -> rig.ready(NORMAL) == 0);

        paused(2, List.of(), List.of());
        TaskId next = rig.submit(NORMAL);
        await().until(() -> finished(List.of(next)).size() == 1);
    }

    @Test
    void aWorkerThatStartsDuringAPauseTakesNothingOfIt() {
        projector.pauses(new PausesKnown(7, List.of(rig.pool()), List.of()));
        List<TaskId> tasks = rig.submitAll(NORMAL, 20, _ -> {});

        rig.worker(Rig.settings(4, 0), gate);

        awaitKnown(7);
        assertThat(gate.started()).isEmpty();
        assertThat(rig.ready(NORMAL)).isEqualTo(20);
        assertThat(tasks).allMatch(task -> projector.events(task).isEmpty());
    }

    @Test
    void aWorkerThatNobodyTellsAnythingTakesWhatThereIs() {
        projector.pauses(null);
        TaskId task = rig.submit(NORMAL);

        rig.worker(Rig.settings(1, 0), _ -> null);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> finished(List.of(task)).size() == 1);
        assertThat(projector.messages(Heartbeat.class)).allMatch(beat -> known(beat) == -1);
    }

    @Test
    void whatWasKnownEarlierDoesNotComeBack() {
        rig.worker(Rig.settings(1, 0), _ -> null);
        paused(5, List.of(), List.of());
        String session = projector.messages(Heartbeat.class).getFirst().session();

        projector.tell(session, new PausesKnown(4, List.of(rig.pool()), List.of(Rig.TYPE)));

        List<TaskId> tasks = rig.submitAll(NORMAL, 20, _ -> {});
        await().until(() -> finished(tasks).size() == 20);
    }

    @Test
    void aSessionThatFollowsALostOneKnowsWhatThatKnew() {
        rig.worker(Rig.settings(1, 0), gate);
        paused(1, List.of(rig.pool()), List.of());
        projector.pauses(null);
        String first = projector.messages(Heartbeat.class).getFirst().session();
        rig.submit(NORMAL);

        projector.endSession(first);

        await().atMost(TOLD_WITHIN).until(() -> sessions().size() == 2);
        await().atMost(TOLD_WITHIN)
                .until(() -> projector.messages(Heartbeat.class).stream()
                                .filter(beat -> !beat.session().equals(first))
                                .count()
                        > 1);
        assertThat(gate.started()).isEmpty();
        assertThat(projector.messages(Heartbeat.class).getLast().pauses()).isEqualTo(1);
    }

    private Set<String> sessions() {
        return projector.messages(Heartbeat.class).stream()
                .map(Heartbeat::session)
                .collect(Collectors.toSet());
    }
}
