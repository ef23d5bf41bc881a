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
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** A family as large as one may be, on four workers: its parent ends once and knows of all, whatever is killed (invariant 4). */
@Tag(ALONE)
class LargeFamilyIT {

    private static final Logger LOG = LoggerFactory.getLogger(LargeFamilyIT.class);

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();

    private static final int CHILDREN = 10_000;
    private static final int TIMES = 3;
    private static final int KILLS = 2;
    private static final int SLOTS = 64;
    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);
    private static final List<String> WORKERS =
            IntStream.rangeClosed(1, 4).mapToObj(number -> "worker-" + number).toList();

    /** So long that the last child is not over when the last kill is. */
    private static final int MILLIS_AMID_KILLS = 4_000;

    private static final Duration UNDISTURBED_WITHIN = Duration.ofMinutes(2);
    private static final Duration DISTURBED_WITHIN = Duration.ofMinutes(10);

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void startFourWorkers() {
        assumeTrue(LocalServers.serve(BROKER, STORE), "only this checkout's own servers are this test's to kill");
        MILL.with("TASKMILL_WORKER_SLOTS", Integer.toString(SLOTS));
        Stream.concat(Stream.of("projector", "api"), WORKERS.stream()).forEach(LargeFamilyIT::launch);
        MILL.awaitReady();
        tasks().awaitState(family(200, 0), "FINISHED", BACK_WITHIN);
    }

    private static void launch(String name) {
        if (WORKERS.contains(name)) {
            MILL.launchLedgerWorker(name, ledger());
        } else {
            MILL.launch("task-" + name, name);
        }
    }

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    /** The first of them meets programs that have hardly run. */
    @Test
    void undisturbedItIsThroughWithinSeconds() {
        List<Duration> took = new ArrayList<>();
        for (int time = 0; time < TIMES; time++) {
            String id = family(CHILDREN, 0);
            JsonNode ended = tasks().awaitState(id, "FINISHED", UNDISTURBED_WITHIN);
            assertAllAreTold(id, ended);
            took.add(Duration.between(
                    Instant.parse(ended.path("started").asString("")),
                    Instant.parse(ended.path("finished").asString(""))));
        }
        LOG.info("families of {} on {} workers took {}", CHILDREN, WORKERS.size(), took);
    }

    @Test
    void everyPartIsKilledTwiceMeanwhile() {
        String id = family(CHILDREN, MILLIS_AMID_KILLS);
        tasks().awaitTask(id, BACK_WITHIN, task -> finished(task) > 0);

        for (int kill = 0; kill < KILLS; kill++) {
            for (Server server : Server.values()) {
                LocalServers.kill(server);
                LocalServers.start(server);
                awaitMore(id);
            }
            for (String name : Stream.concat(WORKERS.stream(), Stream.of("projector", "api"))
                    .toList()) {
                MILL.process(name).kill();
                launch(name);
                MILL.awaitReady(name);
                awaitMore(id);
            }
        }
        assertThat(tasks().get(id).path("phase").asString(""))
                .as("all came in time")
                .isEqualTo("WAITING_CHILDREN");

        JsonNode ended = tasks().awaitState(id, "FINISHED", DISTURBED_WITHIN);
        assertAllAreTold(id, ended);
        assertThat(STORE.count("tasks", "{\"spec.parent.task\":{\"$exists\":true},\"phase\":{\"$ne\":\"DONE\"}}"))
                .isZero();
    }

    private static void awaitMore(String id) {
        int before = await().atMost(BACK_WITHIN)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .ignoreExceptionsInstanceOf(AssertionError.class) // the store has just come back
                .until(() -> finished(tasks().get(id)), _ -> true);
        await().atMost(BACK_WITHIN).until(() -> finished(tasks().get(id)) > before);
    }

    private static int finished(JsonNode task) {
        return task.path("children").path("finished").asInt(0);
    }

    private static void assertAllAreTold(String id, JsonNode ended) {
        JsonNode output = ended.path("output");
        assertThat(output.path("asked").asInt(-1)).isEqualTo(CHILDREN);
        assertThat(output.path("summary").path("finished").asInt(-1)).isEqualTo(CHILDREN);
        List<LedgerEntry> own = LedgerEntry.of(ledger(), id);
        assertThat(own.stream().filter(entry -> entry.what() == What.END_STEP_DONE))
                .hasSize(1);
        assertThat(STORE.count("tasks", "{\"spec.parent.run\":\"" + family(own) + "\",\"state\":\"FINISHED\"}"))
                .isEqualTo(CHILDREN);
    }

    /** The run that has spawned it. */
    private static String family(List<LedgerEntry> own) {
        return own.stream()
                .filter(entry -> entry.what() == What.START)
                .reduce((_, later) -> later)
                .orElseThrow()
                .run();
    }

    private static String family(int children, int millis) {
        return tasks().submitOnceKnown("FAMILY_LEDGER", "{\"children\":" + children + ",\"millis\":" + millis + "}");
    }
}
