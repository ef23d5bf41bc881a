package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvents;
import io.taskmill.model.message.ShardMessage;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.store.TaskStore;
import io.taskmill.store.Versioned;
import io.taskmill.testkit.EmbeddedServers;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import io.taskmill.testkit.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two projectors fold every shard at the same time, by force: the queues are there before them and let more than one
 * consumer be active. Each gets a part of the messages, out of order, and both lose races all the time.
 */
@Tag(EmbeddedServers.EMBEDDED)
class TwoFoldersIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();

    private static final Shards SHARDS = new Shards(8);
    private static final String SPY = "spy";
    private static final int TASKS = 150;

    @BeforeAll
    static void startTwoProjectorsOnQueuesWithoutASingleActiveConsumer() {
        IntStream.range(0, SHARDS.count()).forEach(shard -> BROKER.declare(Topology.eventQueue(shard)));
        MILL.launch("task-projector", "projector-1");
        MILL.launch("task-projector", "projector-2");
        MILL.launch("task-api", "api");
        MILL.launch("task-worker", "worker");
        MILL.awaitReady();
        tasks().awaitState(tasks().submitOnceKnown("COUNT", "{\"times\":0}"), "FINISHED", Duration.ofSeconds(30));
        BROKER.declare(SPY);
        BROKER.bind(Topology.COMMANDS, SPY, "#");
        IntStream.range(0, SHARDS.count())
                .forEach(shard -> BROKER.bind(Topology.EVENTS, SPY, Topology.eventKey(shard)));
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @Test
    void noDocumentDiffersFromWhatTheModelMakesOfTheSameMessages() {
        List<String> submitted = IntStream.range(0, TASKS)
                .mapToObj(i -> i % 10 == 0
                        ? tasks().submit("FAIL", "{\"message\":\"no\",\"afterRounds\":1}")
                        : tasks().submit("COUNT", "{\"times\":" + i % 4 + "}"))
                .toList();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> STORE.count("tasks", "{\"phase\":\"DONE\",\"outbox\":{\"$exists\":false}}") == TASKS + 1);

        Map<TaskId, Task> model = model();
        assertThat(model.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        submitted.stream().map(TaskId::parse).toList());
        Map<TaskId, Versioned<Task>> documents =
                STORE.withDatabase(database -> new TaskStore(database, SHARDS).read(model.keySet()));
        // when it was folded is all that may differ
        model.forEach((id, task) -> assertThat(documents.get(id))
                .extracting(Versioned::entity)
                .usingRecursiveComparison()
                .ignoringFields("since")
                .isEqualTo(task));
        for (String projector : List.of("projector-1", "projector-2")) {
            assertThat(MILL.tasks(projector).metric("taskmill_projector_task_events_total"))
                    .as("events folded by " + projector)
                    .isGreaterThan(TASKS / 10.0);
        }
    }

    /** Folds all that was published, in the order of the spy's queue, through the same pure function. */
    private static Map<TaskId, Task> model() {
        WireCodec codec = new WireCodec();
        Map<TaskId, Task> tasks = new HashMap<>();
        for (Received message : BROKER.peek(SPY, 100_000)) {
            eventsOf(codec.decodeShardMessage(message.body()))
                    .forEach(event ->
                            tasks.compute(event.task(), (_, task) -> TaskTransition.apply(task, event, Instant.EPOCH)
                                    .task()));
        }
        return tasks;
    }

    private static Stream<? extends TaskEvent> eventsOf(ShardMessage message) {
        return switch (message) {
            case RunCommand command -> Stream.of(command);
            case RunEvents events -> events.events().stream();
            default -> Stream.empty();
        };
    }
}
