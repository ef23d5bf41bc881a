package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.client.LiveTasks;
import io.taskmill.client.TaskStream;
import io.taskmill.client.TaskView;
import io.taskmill.client.TaskmillClient;
import io.taskmill.it.system.Flow;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Load;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.LocalServers.Server;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who follows the stream knows in the end what the documents say, whatever is killed on the way. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag(ALONE)
class StreamIT {

    private static final Logger LOG = LoggerFactory.getLogger(StreamIT.class);

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_API_STREAM_HEARTBEAT", "1s"); // finds readers that have gone

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** At this rate the API is killed. */
    private static final int CHANGES_A_SECOND = 200;

    /** At most; each is two or three changes. */
    private static final int TASKS_A_SECOND = 140;

    private static final int CLIENTS = 8;

    private static final int MORE = 800;
    private static final int ALL = 20_000;

    private static final LiveTasks LIVE = new LiveTasks(ALL);

    private static List<TaskmillClient> apis = List.of();

    @BeforeAll
    static void startTwoOfThoseThatStream() {
        for (String name : List.of("projector-1", "projector-2", "api-1", "api-2", "worker")) {
            MILL.launch("task-" + name.replaceAll("-.*", ""), name);
        }
        MILL.awaitReady();
        HttpTasks tasks = MILL.tasks("api-1");
        tasks.awaitState(tasks.submitOnceKnown("COUNT", "{\"times\":0}"), "FINISHED", PATIENCE);
        MILL.tasks("api-2").submitOnceKnown("COUNT", "{\"times\":0}");
        apis = List.of(client("api-1"), client("api-2"));
    }

    private static TaskmillClient client(String api) {
        return new TaskmillClient(MILL.address(api), Duration.ofSeconds(15));
    }

    @AfterAll
    static void close() {
        apis.forEach(TaskmillClient::close);
    }

    @Test
    @Order(1)
    void aReaderWhoseApiIsKilledGoesOnWithTheOtherAndEndsWithWhatTheDocumentsSay() {
        try (Flow flow = new Flow(MILL.broker(), TASKS_A_SECOND);
                Load load = new Load(List.of(MILL.tasks("api-1"), MILL.tasks("api-2")));
                TaskStream _ = new TaskStream(apis, Map.of(), LIVE, new Random())) {
            await("a window at the rate")
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .until(() -> changesASecond(flow) >= CHANGES_A_SECOND);
            int resets = LIVE.resets();
            assertThat(resets).as("resets").isPositive();

            MILL.process("api-1").kill();

            await().atMost(PATIENCE).until(() -> LIVE.resets() > resets);
            flow.awaitMore(MORE, PATIENCE);
            flow.stop();
            load.stop();
            awaitEqual();
            assertThat(MILL.tasks("api-2").metric("taskmill_stream_rows_total")).isPositive();
        }
    }

    /** Over at least five seconds, at the pace of the flow. */
    private static double changesASecond(Flow flow) {
        double before = changes();
        long began = System.nanoTime();
        flow.awaitMore(MORE, PATIENCE);
        double perSecond = (changes() - before) * 1e9 / (System.nanoTime() - began);
        LOG.info("{} changes a second", Math.round(perSecond));
        return perSecond;
    }

    /** Written by both projectors and told to whoever listens. */
    private static double changes() {
        return MILL.tasks("projector-1").metric("taskmill_projector_changes_total")
                + MILL.tasks("projector-2").metric("taskmill_projector_changes_total");
    }

    @Test
    @Order(2)
    void aProjectorThatIsKilledAmongItsWritesLeavesNobodyWithAnOldState() {
        try (Load load = load();
                TaskStream _ = new TaskStream(List.of(apis.getLast()), Map.of(), LIVE, new Random())) {
            await().atMost(PATIENCE)
                    .until(() -> MILL.tasks("projector-1").metric("taskmill_projector_shards_held") > 0);
            load.awaitMore(MORE, PATIENCE);
            int resets = LIVE.resets();

            MILL.process("projector-1").kill();

            await().atMost(PATIENCE).until(() -> LIVE.resets() > resets);
            load.awaitMore(MORE, PATIENCE);
            load.stop();
            awaitEqual();
        }
    }

    @Test
    @Order(3)
    void aBrokerThatStopsAndStartsIsAResetAndTheStreamGoesOn() {
        assumeTrue(LocalServers.serve(MILL.broker(), MILL.store()), "only this checkout's own servers may be stopped");
        try (TaskStream _ = new TaskStream(List.of(apis.getLast()), Map.of(), LIVE, new Random())) {
            await().atMost(PATIENCE).until(() -> MILL.tasks("api-2").metric("taskmill_stream_readers") == 1);
            double connected = connections();
            LocalServers.stop(Server.RABBITMQ);
            int resets = LIVE.resets();
            LocalServers.start(Server.RABBITMQ);
            await().atMost(PATIENCE).until(() -> LIVE.resets() > resets);
            String task = MILL.tasks("api-2").submitOnceKnown("COUNT", "{\"times\":1}");
            MILL.tasks("api-2").awaitState(task, "FINISHED", PATIENCE);
            awaitEqual();
            assertThat(connections()).as("streams that were opened").isEqualTo(connected);
        }
    }

    private static double connections() {
        return MILL.tasks("api-2")
                .body("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith("taskmill_stream_resets_total{reason=\"connected\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static Load load() {
        return new Load(Collections.nCopies(CLIENTS, MILL.tasks("api-2")));
    }

    private static void awaitEqual() {
        await("all tasks ended")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> MILL.store().count("tasks", "{\"phase\":{\"$ne\":\"DONE\"}}") == 0);
        await("the same as the documents")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(shown()).isEqualTo(stored()));
    }

    private static Map<String, String> shown() {
        return LIVE.tasks().stream()
                .collect(Collectors.toMap(
                        TaskView::id,
                        task -> task.version() + " "
                                + Objects.requireNonNull(task.course()).state()));
    }

    private static Map<String, String> stored() {
        return MILL.store().find("tasks", "{}").stream()
                .collect(Collectors.toMap(
                        task -> String.valueOf(task.get("_id")),
                        task -> task.get("version") + " " + task.get("state")));
    }
}
