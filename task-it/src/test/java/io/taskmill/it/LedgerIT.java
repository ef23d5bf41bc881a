package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.audit.Audit;
import io.taskmill.it.audit.Clients;
import io.taskmill.it.audit.Errand;
import io.taskmill.it.audit.Kills;
import io.taskmill.it.system.Counts;
import io.taskmill.it.system.Mill;
import io.taskmill.messaging.Topology;
import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever people do with tasks, all at once, while every few seconds a process is killed: what was accepted ends as it
 * must, once, and the books agree (invariants 1, 2, 3, 5 and 7). How many: the system property {@code
 * taskmill.test.errands}, 5 000 by default.
 */
@Tag(ALONE)
class LedgerIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();
    private static final Logger LOG = LoggerFactory.getLogger(LedgerIT.class);

    private static final int ERRANDS = Integer.getInteger("taskmill.test.errands", 5_000);
    private static final List<String> PROCESSES =
            List.of("api-1", "api-2", "projector-1", "projector-2", "worker-1", "worker-2");
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(6);
    private static final Duration AT_MOST = Duration.ofMinutes(15);

    /** The longest errand takes a minute if its cancel was never asked for, and a lost command is found after one. */
    private static final Duration AT_REST_WITHIN = Duration.ofMinutes(4);

    private static final Duration EXACT_WITHIN = Duration.ofSeconds(60);

    /** The victims' order; told when it matters. */
    private static final long SEED = System.nanoTime();

    @TempDir
    static Path folder = Path.of("");

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    @BeforeAll
    static void startTwoOfEach() {
        MILL.with("TASKMILL_WORKER_SLOTS", "64");
        PROCESSES.forEach(LedgerIT::launch);
        MILL.awaitReady();
        for (String api : List.of("api-1", "api-2")) {
            for (String type : List.of("LEDGER", "STRICT_LEDGER")) {
                var _ = MILL.tasks(api).submitOnceKnown(type, "{\"millis\":0}");
            }
        }
    }

    private static JavaProcess launch(String name) {
        return name.startsWith("worker")
                ? MILL.launchLedgerWorker(name, ledger())
                : MILL.launch("task-" + name.substring(0, name.indexOf('-')), name);
    }

    @Test
    void whateverPeopleDoWhileProcessesAreKilledTheBooksAgree() throws Exception {
        Kills kills = new Kills();
        Map<String, Errand> accepted;
        try (Clients clients = new Clients(List.of(MILL.tasks("api-1"), MILL.tasks("api-2")), ERRANDS)) {
            killUntilDone(clients, kills);
            LOG.info("seed={} kills={} {}", SEED, kills.count(), clients);
            accepted = clients.results();
        }
        assertThat(accepted).hasSize(ERRANDS);

        await("all at rest")
                .atMost(AT_REST_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> STORE.count("tasks", "{\"phase\":{\"$ne\":\"DONE\"}}") == 0
                        && STORE.count("tasks", "{\"outbox.0\":{\"$exists\":true}}") == 0);
        Audit audit = new Audit(accepted, STORE, ledger(), kills);
        assertThat(audit.findings()).as("findings, seed %d", SEED).isEmpty();
        assertThat(BROKER.ready(Topology.DEAD)).as("dead letters").isZero();
        await().atMost(EXACT_WITHIN).untilAsserted(() -> Counts.assertExact(MILL.tasks("api-1"), STORE));
        LOG.info("lost 0, doubled 0 of {} tasks, {} of them accepted", audit.tasks(), accepted.size());
    }

    /** One process after the other, in a random order, each of them once at least; none before it has come back. */
    private static void killUntilDone(Clients clients, Kills kills) throws InterruptedException {
        Random random = new Random(SEED);
        long begin = System.nanoTime();
        List<String> victims = new ArrayList<>();
        while (!clients.done() || kills.count() < PROCESSES.size()) {
            if (victims.isEmpty()) {
                victims.addAll(PROCESSES);
                Collections.shuffle(victims, random);
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_KILLS.toMillis());
            String victim = victims.removeLast();
            MILL.awaitReady(victim);
            JavaProcess process = MILL.process(victim);
            process.kill();
            kills.add(process.pid());
            var _ = launch(victim);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("%s", clients)
                    .isLessThan(AT_MOST);
        }
        MILL.awaitReady();
    }
}
