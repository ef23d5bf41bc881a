package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.greeting.GreetingWorker;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.messaging.Topology;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service is deployed anew, with a new version of one type and a wholly new one, while workers of its former release
 * still take commands from the same queues. Each test goes on where the one before has left things.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollingDeployIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final String OLD = "old";
    private static final String NEW = "new";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final String NEW_PARAMS = "{\"salutation\":\"Dear\",\"whom\":\"Grace\"}";
    private static final String FAREWELL_PARAMS = "{\"whom\":\"Grace\"}";
    private static final int MANY = 10;

    /** Each try finds the new release or the old one; of a thousand tasks one needs more than ten, the last 30 s apart. */
    private static final Duration UNTIL_ALL_ARE_LUCKY = Duration.ofMinutes(5);

    @BeforeAll
    static void startTheOldRelease() {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        start(OLD, 1);
        String first = tasks().submitOnceKnown(GreetingWorker.GREETING, "{\"name\":\"Ada\"}");
        assertThat(finished(first).path("output").stringValue()).isEqualTo("1: Ada");
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    private static void start(String name, int release) {
        MILL.launchGreetingWorker(name, release);
        MILL.awaitReady(name);
    }

    private static void stop(String name) {
        MILL.process(name).terminate();
        MILL.process(name).awaitExit(Duration.ofSeconds(40));
    }

    private static JsonNode finished(String task) {
        return tasks().awaitState(task, "FINISHED", PATIENCE);
    }

    private static List<String> submit(String type, String params) {
        return IntStream.range(0, MANY)
                .mapToObj(_ -> tasks().submit(type, params))
                .toList();
    }

    private static JsonNode blocked(String task) {
        return tasks().awaitTask(task, PATIENCE, told -> "BLOCKED"
                .equals(told.path("phase").asString("")));
    }

    @Test
    @Order(1)
    void aKnownTypeIsAcceptedWithoutALivingWorkerAndItsTaskSaysWhatItWaitsFor() {
        stop(OLD);
        String task = tasks().submit(GreetingWorker.GREETING, "{\"name\":\"Ada\"}");
        JsonNode waiting = tasks().awaitTask(
                        task, PATIENCE, told -> told.at("/waitingFor/workers").asInt(-1) == 0);
        assertThat(waiting.path("phase").stringValue()).isEqualTo("QUEUED");
        assertThat(waiting.at("/waitingFor/type").stringValue()).isEqualTo(GreetingWorker.GREETING);
        assertThat(waiting.at("/waitingFor/typeVersion").intValue()).isEqualTo(1);
        assertThat(waiting.at("/waitingFor/pool").stringValue()).isEqualTo(GreetingWorker.POOL);
        assertThat(tasks().post(GreetingWorker.FAREWELL, FAREWELL_PARAMS).statusCode())
                .as("no worker has ever announced it")
                .isEqualTo(422);
    }

    @Test
    @Order(2)
    void theNewReleaseRunsWhatWasStoredForTheOldOne() {
        List<String> stored = submit(GreetingWorker.GREETING, "{\"name\":\"Ada\"}");
        start(NEW, 2);
        for (String task : stored) {
            JsonNode finished = finished(task);
            assertThat(finished.path("output").stringValue()).isEqualTo("2: Hello Ada");
            assertThat(finished.path("typeVersion").intValue()).isEqualTo(1);
            assertThat(finished.at("/params/name").stringValue()).isEqualTo("Ada");
        }
        await().atMost(PATIENCE).until(() -> versionOf(GreetingWorker.GREETING) == 2);
        await().atMost(PATIENCE).until(() -> versionOf(GreetingWorker.FAREWELL) == 1);
    }

    private static int versionOf(String type) {
        return JsonMapper.shared()
                .readTree(tasks().body("/api/v1/task-types"))
                .path("items")
                .valueStream()
                .filter(item -> type.equals(item.path("name").stringValue()))
                .mapToInt(item -> item.path("version").intValue())
                .findFirst()
                .orElse(0);
    }

    @Test
    @Order(3)
    void whatTheOldReleaseCannotRunIsBlockedExplainedAndCanBeCancelled() {
        stop(NEW);
        start(OLD, 1);
        String newer = tasks().submit(GreetingWorker.GREETING, NEW_PARAMS);
        String unknown = tasks().submit(GreetingWorker.FAREWELL, FAREWELL_PARAMS);
        for (String task : List.of(newer, unknown)) {
            JsonNode blocked = blocked(task);
            assertThat(blocked.path("state").stringValue()).isEqualTo("INITIAL");
            assertThat(blocked.at("/waitingFor/workers").intValue()).isZero();
            assertThat(blocked.at("/history/1/kind").stringValue()).isEqualTo("BLOCKED");
            assertThat(blocked.at("/history/1/worker").stringValue()).isEqualTo(OLD);
            assertThat(blocked.has("nextAttemptAt")).isTrue();
        }
        assertThat(tasks().cancel(unknown).statusCode()).isIn(200, 202);
        tasks().awaitState(unknown, "CANCELLED", SOON);
        assertThat(MILL.broker().ready(Topology.DEAD)).isZero();
        assertThat(versionOf(GreetingWorker.GREETING))
                .as("an old worker that starts again takes no version back")
                .isEqualTo(2);
    }

    @Test
    @Order(4)
    void inAMixedFleetEverythingIsRunOnceAndAtTheFirstAttempt() {
        List<String> submitted = Stream.concat(
                        submit(GreetingWorker.GREETING, NEW_PARAMS).stream(),
                        submit(GreetingWorker.FAREWELL, FAREWELL_PARAMS).stream())
                .toList();
        submitted.forEach(RollingDeployIT::blocked);
        start(NEW, 2);
        for (String task : submitted) {
            JsonNode finished = tasks().awaitState(task, "FINISHED", UNTIL_ALL_ARE_LUCKY);
            assertThat(finished.path("attempt").intValue()).isEqualTo(1);
            assertThat(finished.path("crashRecoveries").intValue()).isZero();
            assertThat(finished.path("output").stringValue()).isIn("2: Dear Grace", "bye Grace");
            assertThat(finished.path("epoch").intValue()).isBetween(2, 25);
        }
        assertThat(MILL.broker().ready(Topology.DEAD)).isZero();
    }

    @Test
    @Order(5)
    void theFirstWorkerThatHasTheTypeRunsAtOnceWhatWasBlockedForLong() {
        stop(NEW);
        String task = tasks().submit(GreetingWorker.FAREWELL, FAREWELL_PARAMS);
        tasks().awaitTask(task, PATIENCE, told -> told.path("epoch").asInt(0) == 5);
        blocked(task);
        stop(OLD);
        start(NEW, 2);
        assertThat(tasks().awaitState(task, "FINISHED", SOON).path("output").stringValue())
                .isEqualTo("bye Grace");
    }
}
