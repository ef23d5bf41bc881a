package io.taskmill.runtime;

import static io.taskmill.model.Priority.HIGH;
import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.model.Json;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.SessionEnded;
import io.taskmill.model.message.ShardMessage;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a worker that stops gives back when its grace is over. All on one shard, so that the order of messages shows. */
class HandBackIT {

    private static final Duration ACK_AFTER = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(1);

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 1);

    private final FakeProjector projector = rig.projector();
    private final Gate gate = new Gate();

    @Test
    void interruptsWhatDoesNotEndWithinTheGraceAndGivesItBackBeforeItsSessionEnds() {
        Worker worker = rig.worker(Rig.settings(4, 0, ACK_AFTER, SHORT), gate);
        TaskId task = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(task));
        await().until(() -> !projector.events(task).isEmpty());

        worker.stop();

        assertThat(gate.interrupted()).containsExactly(task);
        await().until(() -> !projector.messages(SessionEnded.class).isEmpty());
        assertThat(projector.events(task))
                .extracting(Object::getClass)
                .containsExactly(RunEvent.Start.class, RunEvent.GivenBack.class);
        assertThat(lastTold()).isInstanceOf(SessionEnded.class);
        assertThat(rig.ready(NORMAL))
                .as("commands left, the next is the projector's")
                .isZero();
    }

    @Test
    void givesBackTheCheckpointThatAHandlerLeavesWhenItIsInterrupted() {
        Worker worker = rig.worker(Rig.settings(4, 0, ACK_AFTER, SHORT), context -> {
            context.checkpoint("begun");
            try {
                return gate.run(context);
            } catch (InterruptedException e) {
                context.checkpoint("half");
                throw e;
            }
        });
        TaskId task = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(task));

        worker.stop();

        await().until(() -> givenBack(task).size() == 1);
        assertThat(givenBack(task).getFirst().checkpoint()).isEqualTo(new Json("\"half\""));
        assertThat(projector.events(task, RunEvent.Checkpoint.class))
                .extracting(RunEvent.Checkpoint::state)
                .containsExactly(new Json("\"begun\""), new Json("\"half\""));
    }

    @Test
    void letsAHandlerFinishThatDoesSoAfterItsInterrupt() {
        Worker worker = rig.worker(Rig.settings(4, 0, ACK_AFTER, SHORT), context -> {
            try {
                return gate.run(context);
            } catch (InterruptedException e) {
                return "through";
            }
        });
        TaskId task = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(task));

        worker.stop();

        await().until(() -> !projector.events(task, RunEvent.Finished.class).isEmpty());
        assertThat(projector.events(task, RunEvent.Finished.class).getFirst().result())
                .isEqualTo(new Json("\"through\""));
        assertThat(givenBack(task)).isEmpty();
    }

    @Test
    void givesBackAHandlerThatIgnoresItsInterruptOnceItsAbortGraceIsOver() {
        Stubborn stubborn = new Stubborn();
        Worker worker = rig.worker(Rig.settings(4, SHORT), stubborn);
        TaskId task = rig.submit(NORMAL);
        await().until(() -> stubborn.started().contains(task));

        CompletableFuture<Void> stopped = stopping(worker);

        await().atMost(Duration.ofSeconds(5)).until(stopped::isDone);
        await().until(() -> !projector.messages(SessionEnded.class).isEmpty());
        assertThat(givenBack(task)).hasSize(1);
        stubborn.letOut();
        assertThat(projector.events(task)).noneMatch(HandBackIT::isEnd);
    }

    @Test
    void leavesTheSessionToItsLeaseWhileAStrictHandlerIgnoresItsInterruptAndGivesTheOthersBack() {
        Stubborn stubborn = new Stubborn();
        Worker worker = rig.worker(Rig.settings(4, SHORT), stubborn);
        projector.grantAllAsks();
        TaskId strict = rig.submitStrict(NORMAL);
        TaskId ordinary = rig.submit(NORMAL);
        await().until(() -> stubborn.started().containsAll(List.of(strict, ordinary)));

        CompletableFuture<Void> stopped = stopping(worker);

        await().atMost(Duration.ofSeconds(8)).until(stopped::isDone);
        await().until(() -> givenBack(ordinary).size() == 1);
        projector.publish(Outbound.event(0, new WireCodec().encode(new SessionEnded("last"))));
        await().until(() -> !projector.messages(SessionEnded.class).isEmpty());
        assertThat(projector.messages(SessionEnded.class))
                .as("all that was sent before is here")
                .containsExactly(new SessionEnded("last"));
        assertThat(givenBack(strict)).isEmpty();
        stubborn.letOut();
    }

    @Test
    void givesBackAtOnceWhenItIsHurried() {
        Worker worker = rig.worker(Rig.settings(4, 0, ACK_AFTER, LONG), gate);
        TaskId task = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(task));
        CompletableFuture<Void> stopped = stopping(worker);
        await().until(() -> rig.consumers(HIGH) == 0);
        assertThat(stopped).isNotDone();

        worker.hurry();

        await().until(stopped::isDone);
        await().until(() -> givenBack(task).size() == 1);
        assertThat(gate.interrupted()).containsExactly(task);
    }

    @Test
    void stopsWhatRunsWhenItsSessionIsLostWhileItDrains() {
        Worker worker = rig.worker(Rig.settings(4, 0, ACK_AFTER, LONG), gate);
        TaskId task = rig.submit(NORMAL);
        await().until(() -> !projector.events(task).isEmpty());
        await().until(() -> gate.started().contains(task));
        CompletableFuture<Void> stopped = stopping(worker);
        await().until(() -> rig.consumers(HIGH) == 0);

        projector.endSession(projector.events(task).getFirst().run().session());

        await().atMost(Duration.ofSeconds(5)).until(stopped::isDone);
        assertThat(gate.interrupted()).containsExactly(task);
        assertThat(projector.events(task)).hasOnlyElementsOfType(RunEvent.Start.class);
        await().until(() -> rig.ready(NORMAL) == 1);
    }

    private ShardMessage lastTold() {
        return projector.told().getLast().message();
    }

    private List<RunEvent.GivenBack> givenBack(TaskId task) {
        return projector.events(task, RunEvent.GivenBack.class);
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
