package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.LocalServers.Server;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two workers as their operators see them: one full of long tasks beside an idle one, readiness, metrics, log lines. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag(ALONE)
class WorkerProcessIT {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcessIT.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Clock CLOCK = Clock.systemUTC();

    private static final String READINESS = "/actuator/health/readiness";
    private static final String LIVENESS = "/actuator/health/liveness";
    private static final String LONG = "{\"millis\":600000}";
    private static final String SHORT = "{\"millis\":1}";
    private static final int LONG_TASKS = 33;
    private static final int SLOTS_FOR_NORMAL = 31;
    private static final int MEASURED = 20;

    @RegisterExtension
    static final Mill MILL =
            new Mill().with("LOGGING_STRUCTURED_FORMAT_CONSOLE", "logstash").with("TASKMILL_WORKER_GRACE", "3s");

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();

    @TempDir
    static Path folder = Path.of("");

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    private static HttpTasks at(String worker) {
        return MILL.tasks(worker);
    }

    /** One worker takes as many long tasks as it has slots for; what it leaves, the second one begins with. */
    @BeforeAll
    static void fillOneWorkerAndStartAnother() {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        MILL.launchLedgerWorker("full", ledger());
        MILL.awaitReady();
        List<String> tasks = new ArrayList<>(List.of(tasks().submitOnceKnown("LEDGER", LONG)));
        IntStream.range(1, LONG_TASKS).forEach(_ -> tasks.add(tasks().submit("LEDGER", LONG)));
        await().atMost(Duration.ofSeconds(30)).until(() -> started(tasks) == SLOTS_FOR_NORMAL);
        MILL.launchLedgerWorker("idle", ledger());
        MILL.awaitReady();
        await().atMost(Duration.ofSeconds(30)).until(() -> started(tasks) == LONG_TASKS);
    }

    private static long started(List<String> tasks) {
        return tasks.stream().filter(task -> start(task).isPresent()).count();
    }

    private static Optional<LedgerEntry> start(String task) {
        return LedgerEntry.of(ledger(), task).stream()
                .filter(entry -> entry.what() == What.START)
                .findFirst();
    }

    @Test
    @Order(1)
    void besideAFullWorkerTheNextTaskStartsOnTheIdleOneWithinASecond() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < MEASURED; i++) {
            long submitted = CLOCK.millis();
            String task = tasks().submit("LEDGER", SHORT);
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> start(task).isPresent());
            LedgerEntry start = start(task).orElseThrow();
            assertThat(start.pid()).isEqualTo(MILL.process("idle").pid());
            waits.add(start.atMillis() - submitted);
        }
        List<Long> sorted = waits.stream().sorted().toList();
        LOG.info("submit to start beside a full worker, millis={}", sorted);
        assertThat(sorted.getLast()).isLessThan(1_000);
    }

    @Test
    @Order(2)
    void aReadyWorkerTellsItsSessionItsLeaseAndItsSlots() {
        JsonNode session = JSON.readTree(at("full").body(READINESS)).at("/components/session");
        assertThat(session.path("status").asString()).isEqualTo("UP");
        assertThat(session.at("/details/session").asString()).isNotBlank();
        assertThat(session.at("/details/leaseSeconds").asLong()).isBetween(5L, 15L);
        assertThat(session.at("/details/slots").asInt()).isEqualTo(32);
        assertThat(session.at("/details/slotsUsed").asInt()).isEqualTo(SLOTS_FOR_NORMAL);
    }

    @Test
    @Order(3)
    void itsMetricsHaveTheNamesThatTheDocumentationGives() {
        assertThat(at("idle").body("/actuator/prometheus"))
                .contains("taskmill_worker_queue_wait_seconds_bucket{pool=\"ledger\",priority=\"normal\",le=\"0.01\"}")
                .contains(
                        "taskmill_worker_queue_wait_seconds_bucket{pool=\"ledger\",priority=\"normal\",le=\"3600.0\"}")
                .contains("taskmill_worker_run_seconds_count{outcome=\"finished\",type=\"LEDGER\"} 20")
                .contains("taskmill_worker_slots{state=\"used\"} 2.0")
                .contains("taskmill_worker_slots{state=\"free\"} 30.0")
                .contains("taskmill_worker_slots{state=\"leaked\"} 0.0")
                .contains("taskmill_worker_dead_letters_total{reason=\"undecodable\"} 0.0")
                .contains("taskmill_worker_events_total{event=\"finished\"} 20.0")
                .contains("taskmill_worker_event_batch_size_count")
                .contains("taskmill_worker_events_retained 0.0")
                .contains("taskmill_worker_requeued_total")
                .contains("taskmill_worker_refused_total{reason=\"held\"}")
                .contains("taskmill_worker_session_up 1.0");
    }

    @Test
    @Order(4)
    void eachLineOfARunIsJsonThatNamesTaskEpochAndRun() {
        List<JsonNode> ends = MILL.process("idle").logs().stream()
                .filter(line -> line.contains("run ended"))
                .map(JSON::readTree)
                .toList();
        assertThat(ends).hasSize(MEASURED).allSatisfy(line -> {
            assertThat(line.path("message").asString()).startsWith("run ended type=LEDGER outcome=finished");
            assertThat(line.path("level").asString()).isEqualTo("INFO");
            assertThat(line.path("epoch").asString()).isEqualTo("1");
            assertThat(line.path("run").asString()).isNotBlank();
            assertThat(start(line.path("task").asString())).isPresent();
        });
    }

    @Test
    @Order(5)
    void withoutTheBrokerItIsReadyUntilItsLeaseIsOverAndAliveAllTheTime() {
        assumeTrue(LocalServers.serve(BROKER, STORE), "only this checkout's own servers are this test's to stop");
        LocalServers.stop(Server.RABBITMQ);
        try {
            assertThat(at("full").status(READINESS))
                    .as("while its lease stands")
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(30)).until(() -> at("full").status(READINESS) == 503);
            assertThat(at("full").body(READINESS)).contains("OUT_OF_SERVICE");
            assertThat(at("full").status(LIVENESS)).isEqualTo(200);
        } finally {
            LocalServers.start(Server.RABBITMQ);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> at("full").status(READINESS) == 200);
    }

    @Test
    @Order(6)
    void whileItDrainsItIsNotReadyAndStillAlive() {
        assertThat(at("full").status(READINESS)).isEqualTo(200);
        MILL.process("full").terminate();
        await().atMost(Duration.ofSeconds(3))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> at("full").status(READINESS) == 503);
        assertThat(at("full").status(LIVENESS)).isEqualTo(200);
        assertThat(MILL.process("full").awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
    }
}
