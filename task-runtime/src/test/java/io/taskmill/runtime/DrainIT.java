package io.taskmill.runtime;

import static io.taskmill.model.Priority.HIGH;
import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.messaging.Topology;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.RunEvents;
import io.taskmill.model.message.SessionEnded;
import io.taskmill.model.message.ShardMessage;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a worker stops. All on one shard, so that the order of messages shows. */
class DrainIT {

    private static final Duration ACK_AFTER = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(1);

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 1);

    private final FakeProjector projector = rig.projector();
    private final Gate gate = new Gate();

    @Test
    void takesNoMoreWhileWhatRunsMayEndAndIsTold() {
        Worker worker = rig.worker(Rig.settings(4, 0, ACK_AFTER, Duration.ofSeconds(20)), gate);
        TaskId running = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(running));

        CompletableFuture<Void> stopped = stopping(worker);
        await().until(() -> rig.consumers(HIGH) == 0);
        rig.submit(NORMAL);
        await().until(() -> rig.ready(NORMAL) == 1);
        assertThat(stopped).isNotDone();
        gate.open();

        await().atMost(Duration.ofSeconds(20)).until(stopped::isDone);
        assertThat(stopped).isCompleted();
        assertThat(gate.started()).containsExactly(running);
        await().until(() -> !projector.messages(SessionEnded.class).isEmpty());
        assertThat(projector.events(running).getLast()).isInstanceOf(RunEvent.Finished.class);
        assertThat(lastTold()).isInstanceOf(SessionEnded.class);
        assertThat(rig.ready(NORMAL)).as("only what was not taken").isEqualTo(1);
    }

    @Test
    void givesBackTheCommandOfARunThatAsksAtOnceAndTellsNothingOfIt() {
        Worker worker = rig.worker(Rig.settings(4, 0, ACK_AFTER, LONG), gate);
        TaskId running = rig.submit(NORMAL);
        TaskId asking = rig.submit(Rig.TYPE, NORMAL, true);
        await().until(() -> gate.started().contains(running));
        await().until(() -> !projector.events(asking).isEmpty());

        CompletableFuture<Void> stopped = stopping(worker);

        await().until(() -> rig.ready(NORMAL) == 1);
        assertThat(stopped).isNotDone();
        gate.open();
        await().until(stopped::isDone);
        assertThat(gate.started()).containsExactly(running);
        assertThat(projector.events(asking)).hasOnlyElementsOfType(RunEvent.Start.class);
    }

    /** Threads that are interrupted may be through before the one that drains has given their commands back. */
    @Test
    void givesBackTheCommandsOfAllRunsThatAsk() {
        int asking = 60;
        Worker worker = rig.worker(Rig.settings(asking, 0, ACK_AFTER, LONG), gate);
        List<TaskId> strict =
                Stream.generate(() -> rig.submitStrict(NORMAL)).limit(asking).toList();
        await().until(() ->
                strict.stream().noneMatch(task -> projector.events(task).isEmpty()));

        CompletableFuture<Void> stopped = stopping(worker);

        await().until(() -> rig.ready(Topology.workQueue(new WorkQueue(rig.pool(), NORMAL, true))) == asking);
        await().until(stopped::isDone);
        assertThat(gate.started()).isEmpty();
    }

    /** Whichever comes first for each of them. */
    @Test
    void eitherRunsOrGivesBackWhatIsGrantedWhileItIsWithdrawn() {
        int asking = 60;
        Worker worker = rig.worker(Rig.settings(asking, 0, ACK_AFTER, LONG), gate);
        List<TaskId> strict =
                Stream.generate(() -> rig.submitStrict(NORMAL)).limit(asking).toList();
        await().until(() ->
                strict.stream().noneMatch(task -> projector.events(task).isEmpty()));
        gate.open();

        CompletableFuture<Void> stopped = stopping(worker);
        strict.forEach(task ->
                projector.grant(projector.events(task, RunEvent.Start.class).getFirst()));

        await().untilAsserted(() -> assertThat(strict).allMatch(task -> projector.events(task).stream()
                .anyMatch(event -> event instanceof RunEvent.GivenBack || event instanceof RunEvent.Finished)));
        await().until(stopped::isDone);
    }

    @Test
    void givesBackAGrantThatComesWhenTheRunWasWithdrawn() {
        Worker worker = rig.worker(Rig.settings(4, 0, ACK_AFTER, LONG), gate);
        TaskId running = rig.submit(NORMAL);
        TaskId strict = rig.submitStrict(NORMAL);
        await().until(() -> gate.started().contains(running));
        await().until(() -> !projector.events(strict).isEmpty());

        CompletableFuture<Void> stopped = stopping(worker);
        await().until(() -> rig.ready(Topology.workQueue(new WorkQueue(rig.pool(), NORMAL, true))) == 1);
        RunEvent.Start ask = projector.events(strict, RunEvent.Start.class).getFirst();
        projector.grant(ask);

        await().until(() -> givenBack(strict).size() == 1);
        assertThat(givenBack(strict).getFirst().run().id()).isEqualTo(ask.run().id());
        assertThat(stopped).isNotDone();
        gate.open();
        await().until(stopped::isDone);
        assertThat(gate.started()).containsExactly(running);
    }

    @Test
    void tellsAtOnceThatItDrains() {
        Worker worker = rig.worker(Rig.settings(4, 0, ACK_AFTER, LONG), gate);
        TaskId task = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(task));
        int known = beats().size();
        await().until(() -> beats().size() > known);
        assertThat(beats()).as("before").noneMatch(beat -> beat.worker().draining());
        Heartbeat before = beats().getLast();

        CompletableFuture<Void> stopped = stopping(worker);

        await().until(() -> beats().stream().anyMatch(beat -> beat.worker().draining()));
        Heartbeat told = beats().stream()
                .filter(beat -> beat.worker().draining())
                .findFirst()
                .orElseThrow();
        assertThat(Duration.between(before.at(), told.at()))
                .as("before the next heartbeat's time")
                .isLessThan(Duration.ofMillis(2_500));
        assertThat(told.worker().used()).isEqualTo(1);
        assertThat(worker.status().isReady()).isFalse();
        gate.open();
        await().until(stopped::isDone);
    }

    @Test
    void stopsAtOnceWithNothingToDo() {
        Worker worker = rig.worker(Rig.settings(4, 0, ACK_AFTER, Duration.ofSeconds(20)), gate);
        await().until(() -> rig.consumers(NORMAL) == 1);
        CompletableFuture<Void> stopped = stopping(worker);
        await().atMost(Duration.ofSeconds(5)).until(stopped::isDone);
        assertThat(worker.isRunning()).isFalse();
        assertThat(projector.messages(RunEvents.class)).isEmpty();
        await().until(() -> projector.messages(SessionEnded.class).size() == 1);
    }

    @Test
    void stopsWhileItStillWaitsForAProjectorToDeclareTheInstallation() {
        Worker worker = rig.worker(Rig.settings(4, 0), new Shards(9), new ScriptedHandler(Rig.TYPE, rig.pool(), gate));
        CompletableFuture<Void> stopped = stopping(worker);
        await().atMost(Duration.ofSeconds(5)).until(stopped::isDone);
    }

    private ShardMessage lastTold() {
        return projector.told().getLast().message();
    }

    private List<RunEvent.GivenBack> givenBack(TaskId task) {
        return projector.events(task, RunEvent.GivenBack.class);
    }

    private List<Heartbeat> beats() {
        return projector.messages(Heartbeat.class);
    }

    /** On a thread of its own: the common pool may have but one. */
    private static CompletableFuture<Void> stopping(Worker worker) {
        return CompletableFuture.runAsync(
                worker::stop, task -> Thread.ofVirtual().start(task));
    }
}
