package io.taskmill.runtime;

import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.handler.TaskFailedException;
import io.taskmill.messaging.Topology;
import io.taskmill.model.Json;
import io.taskmill.model.Run;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.RunEvents;
import io.taskmill.model.message.ShardMessage;
import io.taskmill.model.message.TypeAnnounced;
import io.taskmill.model.message.TypesAvailable;
import io.taskmill.runtime.FakeProjector.Told;
import io.taskmill.testkit.RealBroker;
import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker and commands that come for the first time. All on one shard, so that the order of messages shows. */
class OrdinaryRunIT {

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 1);

    private final FakeProjector projector = rig.projector();
    private final Gate gate = new Gate();

    @Test
    void announcesItsTypesThenBeatsAndOnlyThenTakesCommands() {
        TaskId task = rig.submit(NORMAL);
        rig.worker(Rig.settings(4, 1), _ -> null);
        awaitEnd(task);
        List<Class<?>> kinds = projector.told().stream()
                .map(Told::message)
                .<Class<?>>map(ShardMessage::getClass)
                .filter(kind -> kind != RunCommand.class)
                .filter(kind -> kind != TypesAvailable.class) // goes to all shards once it takes commands
                .distinct() // it beats again if it is not told of pauses
                .toList();
        assertThat(kinds).startsWith(TypeAnnounced.class, Heartbeat.class, RunEvents.class);
        assertThat(projector.messages(TypeAnnounced.class).getFirst().type().name())
                .isEqualTo(Rig.TYPE);
        Heartbeat first = projector.messages(Heartbeat.class).getFirst();
        assertThat(first.beat()).isEqualTo(1);
        assertThat(first.worker().pools()).containsExactly(rig.pool());
        assertThat(first.worker().slots()).isEqualTo(4);
    }

    @Test
    void startsWithoutWaitingAndTellsStartAndEnd() {
        rig.worker(Rig.settings(4, 1), _ -> Map.of("done", true));
        TaskId task = rig.submit(NORMAL);
        awaitEnd(task);
        List<RunEvent> events = projector.events(task);
        assertThat(events).hasSize(2);
        assertThat(events.getFirst()).isInstanceOfSatisfying(RunEvent.Start.class, start -> {
            assertThat(start.waited()).isNull();
            assertThat(start.epoch()).isEqualTo(1);
            assertThat(start.run().seq()).isEqualTo(1);
            assertThat(start.run().worker()).isEqualTo("worker-1");
        });
        assertThat(events.getLast()).isInstanceOfSatisfying(RunEvent.Finished.class, finished -> {
            assertThat(finished.result()).isEqualTo(new Json("{\"done\":true}"));
            assertThat(finished.run().seq()).isGreaterThan(1);
            assertThat(finished.run().progress()).isEqualTo(100);
            assertThat(finished.at()).isAfterOrEqualTo(finished.run().started());
        });
        assertThat(events)
                .extracting(event -> event.run().id())
                .containsOnly(events.getFirst().run().id());
    }

    @Test
    void tellsWhyARunFailedAndKeepsItsProgress() {
        rig.worker(Rig.settings(4, 1), context -> {
            context.progress(40);
            throw new TaskFailedException("NO_SPACE", "pool is full", true);
        });
        TaskId task = rig.submit(NORMAL);
        await().until(() -> !projector.events(task, RunEvent.Failed.class).isEmpty());
        RunEvent.Failed failed = projector.events(task, RunEvent.Failed.class).getFirst();
        assertThat(failed.error()).isEqualTo(new TaskError("NO_SPACE", "pool is full", true));
        assertThat(failed.run()).extracting(Run::progress).isEqualTo(40);
    }

    @Test
    void holdsTheCommandWhileTheHandlerRunsAndAcknowledgesItAfterwards() {
        rig.worker(Rig.settings(4, 1), gate);
        TaskId task = rig.submit(NORMAL);
        await().atMost(Duration.ofSeconds(20)).until(() -> rig.unacknowledged(NORMAL) == 1);
        gate.open();
        awaitEnd(task);
        await().atMost(Duration.ofSeconds(20)).until(() -> rig.unacknowledged(NORMAL) == 0);
        assertThat(rig.ready(NORMAL)).isZero();
    }

    @Test
    void doesNotAcknowledgeTheCommandUntilTheBrokerHasTheEnd() {
        Worker worker = rig.worker(Rig.settings(4, 1), gate);
        TaskId task = rig.submit(NORMAL);
        await().until(() -> !projector.events(task, RunEvent.Start.class).isEmpty());
        broker.unbind(Topology.EVENTS, Topology.eventQueue(0), Topology.eventKey(0)); // nobody takes the end
        gate.open();
        worker.stop(); // waits for the confirm as long as it may
        await().untilAsserted(() ->
                assertThat(rig.ready(NORMAL)).as("the command is back").isEqualTo(1));
        assertThat(gate.interrupted()).as("the handler was through").isEmpty();
    }

    @Test
    void sendsTheEventsOfManyTasksInFewMessages() {
        List<TaskId> tasks =
                IntStream.range(0, 200).mapToObj(_ -> rig.submit(NORMAL)).toList();
        rig.worker(Rig.settings(32, 1), _ -> null);
        await().atMost(Duration.ofSeconds(30)).until(() -> tasks.stream()
                .noneMatch(
                        task -> projector.events(task, RunEvent.Finished.class).isEmpty()));
        List<RunEvents> messages = projector.messages(RunEvents.class);
        assertThat(messages.stream()
                        .mapToInt(message -> message.events().size())
                        .sum())
                .isEqualTo(400);
        assertThat(messages).hasSizeLessThan(100);
        await().until(() -> rig.ready(NORMAL) == 0);
    }

    @Test
    void goesOnReportingAfterAnErrorTextThatIsNoUnicode() {
        rig.worker(Rig.settings(1, 0), context -> {
            throw new TaskFailedException("ODD", "half a character: \uD83D", false);
        });
        TaskId odd = rig.submit(NORMAL);
        TaskId next = rig.submit(NORMAL);
        await().until(() -> !projector.events(odd, RunEvent.Failed.class).isEmpty());
        await().until(() -> !projector.events(next, RunEvent.Failed.class).isEmpty());
    }

    @Test
    void goesOnReportingAfterAResultThatIsNoUnicode() {
        rig.worker(Rig.settings(1, 0), context -> "half a character: \uD83D");
        TaskId odd = rig.submit(NORMAL);
        TaskId next = rig.submit(NORMAL);
        await().until(() -> projector.events(odd).stream().anyMatch(OrdinaryRunIT::isEnd));
        await().until(() -> projector.events(next).stream().anyMatch(OrdinaryRunIT::isEnd));
    }

    @Test
    void goesOnAfterAHandlerDiedOfAnyError() {
        rig.worker(Rig.settings(1, 0), context -> {
            throw new IOError(new IOException("any other error"));
        });
        TaskId task = rig.submit(NORMAL);
        await().until(() -> !projector.events(task, RunEvent.Failed.class).isEmpty());
    }

    @Test
    void refusesToWorkWhereAnotherNumberOfShardsIsAtHome() {
        rig.worker(Rig.settings(1, 0), new Shards(7), new ScriptedHandler(Rig.TYPE, rig.pool(), gate));
        await().until(() -> !rig.refusals().isEmpty());
        assertThat(rig.refusals()).singleElement().asString().contains("taskmill.shards=7");
    }

    private static boolean isEnd(RunEvent event) {
        return event instanceof RunEvent.Finished || event instanceof RunEvent.Failed;
    }

    private void awaitEnd(TaskId task) {
        await().until(() -> !projector.events(task, RunEvent.Finished.class).isEmpty());
    }
}
