package io.taskmill.runtime;

import static io.taskmill.model.Priority.HIGH;
import static io.taskmill.model.Priority.LOW;
import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.messaging.Topology;
import io.taskmill.model.TaskId;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs of strict tasks: none begins before its grant, none holds a slot before, and none outlives the lease. */
class StrictRunIT {

    private static final int SHARDS = 2;

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, SHARDS);

    private final FakeProjector projector = rig.projector();
    private final Gate gate = new Gate();

    @Test
    void beginsOnlyAfterItsGrant() {
        rig.worker(Rig.settings(2, 0), gate);
        TaskId task = rig.submitStrict(NORMAL);
        RunEvent.Start ask = awaitAsks(task, 1).getFirst();
        assertThat(ask.waited()).isNotNull();
        TaskId ordinary = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(ordinary));
        assertThat(gate.started()).doesNotContain(task);
        projector.grant(ask);
        await().until(() -> gate.started().contains(task));
        gate.open();
        await().until(() -> !finished(task).isEmpty());
        rig.stopWorkers();
        await().until(() -> rig.consumers(NORMAL) == 0);
        assertThat(strictLeft()).as("commands left").isZero();
    }

    @Test
    void asksAgainWhenItsGrantIsLostAndRunsOnce() {
        rig.worker(Rig.settings(2, 0), gate);
        TaskId task = rig.submitStrict(NORMAL);
        List<RunEvent.Start> asks = awaitAsks(task, 3);
        assertThat(asks)
                .extracting(ask -> ask.run().id())
                .containsOnly(asks.getFirst().run().id());
        assertThat(waited(asks.get(1)))
                .as("no first receiver is waited for")
                .isBetween(Duration.ofMillis(950), Duration.ofMillis(1_900));
        projector.grant(asks.getFirst());
        projector.grant(asks.getLast());
        gate.open();
        await().until(() -> !finished(task).isEmpty());
        assertThat(gate.started()).containsExactly(task);
    }

    @Test
    void neverBeginsWhenItIsRefused() {
        rig.worker(Rig.settings(1, 0), gate);
        TaskId task = rig.submitStrict(HIGH);
        projector.refuse(awaitAsks(task, 1).getFirst(), RefusalReason.ENDED);
        TaskId next = rig.submitStrict(HIGH);
        projector.grant(awaitAsks(next, 1).getFirst());
        await().until(() -> gate.started().contains(next));
        assertThat(gate.started()).containsExactly(next);
    }

    @Test
    void tellsThatItHasStoppedWhenItIsCancelledWhileItsGrantIsOnItsWay() {
        rig.worker(Rig.settings(1, 0), gate);
        TaskId task = rig.submitStrict(NORMAL);
        projector.cancel(awaitAsks(task, 1).getFirst());
        await().until(() -> !projector.events(task, RunEvent.Aborted.class).isEmpty());
        assertThat(gate.started()).isEmpty();
        assertThat(projector.events(task, RunEvent.Aborted.class).getFirst().returned())
                .isTrue();
    }

    @Test
    void holdsNoSlotWhileItWaits() {
        Worker worker = rig.worker(Rig.settings(1, 0), gate);
        TaskId waiting = rig.submitStrict(LOW);
        awaitAsks(waiting, 1);
        await().until(() -> worker.status().used() == 0);
        TaskId ordinary = rig.submit(LOW);
        await().until(() -> gate.started().contains(ordinary));
        gate.letOneOut();
        await().until(() -> !finished(ordinary).isEmpty());
        assertThat(gate.started()).doesNotContain(waiting);
    }

    @Test
    void noMoreWaitThanThereAreSlots() {
        rig.worker(Rig.settings(2, 0), gate);
        List<TaskId> tasks =
                IntStream.range(0, 5).mapToObj(_ -> rig.submitStrict(NORMAL)).toList();
        await().until(() -> asking(tasks).size() == 2);
        TaskId first = asking(tasks).getFirst();
        awaitAsks(first, 3); // two seconds later there are still no more
        assertThat(asking(tasks)).hasSize(2);
        projector.grantAllAsks();
        gate.open();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> tasks.stream().noneMatch(task -> finished(task).isEmpty()));
        assertThat(gate.started()).containsExactlyInAnyOrderElementsOf(tasks);
    }

    @Test
    void takesTheSlotThatIsFreedWithinASecondOfItsGrant() {
        rig.worker(Rig.settings(1, 0), gate);
        TaskId strict = rig.submitStrict(NORMAL);
        RunEvent.Start ask = awaitAsks(strict, 1).getFirst();
        TaskId ordinary = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(ordinary));
        projector.grant(ask);
        gate.letOneOut();
        await().until(() -> gate.started().contains(strict));
        assertThat(givenBack(strict)).isEmpty();
    }

    /** It could be, if it left its slot to others at once: each that becomes free would be taken before its grant is here. */
    @Test
    void isNotPassedOverOnABusyWorker() {
        projector.grantAllAsks();
        IntStream.range(0, 20).forEach(_ -> rig.submit(NORMAL));
        TaskId strict = rig.submitStrict(NORMAL);
        rig.worker(Rig.settings(1, 0), gate);
        for (int started = 1; started <= 6; started++) {
            int sofar = started;
            await().until(() -> gate.started().size() >= sofar);
            gate.letOneOut();
        }
        assertThat(gate.started()).contains(strict);
        assertThat(givenBack(strict)).isEmpty();
    }

    @Test
    void isGivenBackWhenNoSlotComesFreeForIt() {
        rig.worker(Rig.settings(1, 0), gate);
        TaskId strict = rig.submitStrict(NORMAL);
        RunEvent.Start ask = awaitAsks(strict, 1).getFirst();
        TaskId ordinary = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(ordinary));
        projector.grant(ask);
        await().until(() -> !givenBack(strict).isEmpty());
        gate.open();
        await().until(() -> !finished(ordinary).isEmpty());
        assertThat(givenBack(strict)).singleElement().satisfies(back -> assertThat(
                        back.run().id())
                .isEqualTo(ask.run().id()));
        assertThat(gate.started()).containsExactly(ordinary);
        rig.stopWorkers();
        await().until(() -> rig.consumers(NORMAL) == 0);
        assertThat(strictLeft()).as("commands left").isZero();
    }

    @Test
    void isStoppedBeforeTheLeaseEndsWhileOthersGoOnAndGivenBackWhenItIsRenewed() {
        Set<TaskId> getThrough = ConcurrentHashMap.newKeySet();
        Worker worker = rig.worker(Rig.settings(4, 0), context -> {
            try {
                return gate.run(context);
            } catch (InterruptedException e) {
                if (getThrough.contains(context.task())) {
                    return "through";
                }
                throw e;
            }
        });
        TaskId strict = rig.submitStrict(NORMAL);
        projector.grant(awaitAsks(strict, 1).getFirst());
        TaskId quick = rig.submitStrict(NORMAL);
        getThrough.add(quick);
        projector.grant(awaitAsks(quick, 1).getFirst());
        TaskId ordinary = rig.submit(NORMAL);
        await().until(() -> gate.started().containsAll(List.of(strict, quick, ordinary)));

        eachShard(shard -> broker.unbind(Topology.EVENTS, Topology.eventQueue(shard), Topology.eventKey(shard)));
        await().atMost(Duration.ofSeconds(20)).until(() -> gate.interrupted().containsAll(List.of(strict, quick)));
        assertThat(worker.status().leaseLeft()).as("the lease stands still").isPositive();
        assertThat(gate.interrupted()).doesNotContain(ordinary);

        eachShard(shard -> broker.bind(Topology.EVENTS, Topology.eventQueue(shard), Topology.eventKey(shard)));
        await().atMost(Duration.ofSeconds(20)).until(() -> !givenBack(strict).isEmpty());
        gate.open();
        await().until(() -> !finished(ordinary).isEmpty());
        assertThat(finished(quick)).as("got through all the same").isNotEmpty();
        assertThat(givenBack(quick)).isEmpty();
        assertThat(projector.messages(Heartbeat.class).stream().map(Heartbeat::session))
                .filteredOn(session -> givenBack(strict).stream()
                        .noneMatch(back -> back.run().session().equals(session)))
                .as("other sessions")
                .isEmpty();
    }

    private interface ForShard {
        void run(int shard);
    }

    private static void eachShard(ForShard action) {
        IntStream.range(0, SHARDS).forEach(action::run);
    }

    private List<TaskId> asking(List<TaskId> tasks) {
        return tasks.stream()
                .filter(task -> !projector.events(task, RunEvent.Start.class).isEmpty())
                .toList();
    }

    private int strictLeft() {
        return rig.ready(Topology.workQueue(new WorkQueue(rig.pool(), NORMAL, true)));
    }

    private List<RunEvent.Finished> finished(TaskId task) {
        return projector.events(task, RunEvent.Finished.class);
    }

    private List<RunEvent.GivenBack> givenBack(TaskId task) {
        return projector.events(task, RunEvent.GivenBack.class);
    }

    private List<RunEvent.Start> awaitAsks(TaskId task, int count) {
        await().until(() -> projector.events(task, RunEvent.Start.class).size() >= count);
        return projector.events(task, RunEvent.Start.class);
    }

    private static Duration waited(RunEvent.Start ask) {
        return Objects.requireNonNull(ask.waited());
    }
}
