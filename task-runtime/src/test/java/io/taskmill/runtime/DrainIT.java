package io.taskmill.runtime;

import static io.taskmill.model.Priority.HIGH;
import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.RunEvents;
import io.taskmill.model.message.SessionEnded;
import io.taskmill.model.message.ShardMessage;
import io.taskmill.runtime.FakeProjector.Told;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a worker stops. All on one shard, so that the order of messages shows. */
class DrainIT {

    private static final Duration ACK_AFTER = Duration.ofSeconds(20);

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
        assertThat(projector.events(running).getLast()).isInstanceOf(RunEvent.Finished.class);
        await().until(() -> !projector.messages(SessionEnded.class).isEmpty());
        List<ShardMessage> told = projector.told().stream().map(Told::message).toList();
        assertThat(told.getLast()).isInstanceOf(SessionEnded.class);
        assertThat(rig.ready(NORMAL)).as("only what was not taken").isEqualTo(1);
    }

    @Test
    void interruptsWhatDoesNotEndWithinTheGraceGivesItBackAndTellsNothingOfIt() {
        Worker worker = rig.worker(Rig.settings(4, 0, ACK_AFTER, Duration.ofMillis(300)), gate);
        TaskId task = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(task));
        await().until(() -> !projector.events(task).isEmpty());

        worker.stop();

        assertThat(gate.interrupted()).containsExactly(task);
        await().until(() -> !projector.messages(SessionEnded.class).isEmpty());
        assertThat(projector.events(task)).singleElement().isInstanceOf(RunEvent.Start.class);
        await().until(() -> rig.ready(NORMAL) == 1);
    }

    @Test
    void isDoneInGoodTimeEvenIfAHandlerIgnoresItsInterrupt() {
        Semaphore never = new Semaphore(0);
        Worker worker = rig.worker(Rig.settings(4, 0, ACK_AFTER, Duration.ofMillis(300)), context -> {
            never.acquireUninterruptibly();
            return null;
        });
        TaskId task = rig.submit(NORMAL);
        await().until(() -> !projector.events(task).isEmpty());

        CompletableFuture<Void> stopped = stopping(worker);

        await().atMost(Duration.ofSeconds(8)).until(stopped::isDone);
        await().until(() -> !projector.messages(SessionEnded.class).isEmpty());
        await().until(() -> rig.ready(NORMAL) == 1);
        never.release();
        assertThat(projector.events(task)).noneMatch(DrainIT::isEnd);
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

    /** On a thread of its own: the common pool may have but one. */
    private static CompletableFuture<Void> stopping(Worker worker) {
        return CompletableFuture.runAsync(
                worker::stop, task -> Thread.ofVirtual().start(task));
    }

    private static boolean isEnd(RunEvent event) {
        return event instanceof RunEvent.Finished || event instanceof RunEvent.Failed;
    }
}
