package io.taskmill.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.ledger.LedgerHandler;
import io.taskmill.it.system.CommandLine.Ran;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.dead.DeadLetters;
import io.taskmill.model.Priority;
import io.taskmill.testkit.RealBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people do with dead letters, by real processes and the command line (invariant 6). The last
 * test takes away the worker that lets commands die.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeadLettersIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final String WORK = Topology.workQueue(LedgerHandler.POOL, Priority.NORMAL);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MANY = 1_000;

    /** What is replayed waits two seconds for its grant, in a slot. */
    private static final String SLOTS = "250";

    /** Has the pool's queues and no handler for its types: whatever it takes dies. */
    private static final String IGNORANT = "ignorant";

    private static final String KNOWING = "knowing";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @BeforeAll
    static void startAllAndAnnounceTheType() {
        MILL.with("TASKMILL_WORKER_SLOTS", SLOTS);
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        startKnowing();
        HttpTasks tasks = MILL.tasks("api");
        tasks.awaitState(tasks.submitOnceKnown("LEDGER", "{\"millis\":0}"), "FINISHED", PATIENCE);
        MILL.with("TASKMILL_WORKER_POOLS", LedgerHandler.POOL);
        stop(KNOWING);
        MILL.launch("task-worker", IGNORANT);
        awaitReady(IGNORANT);
    }

    private static void startKnowing() {
        MILL.launchLedgerWorker(KNOWING, ledger());
        awaitReady(KNOWING);
    }

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static void awaitReady(String name) {
        MILL.process(name).awaitReady(MILL.address(name).resolve("/actuator/health/readiness"), PATIENCE);
    }

    private static void stop(String name) {
        MILL.process(name).terminate();
        MILL.process(name).awaitExit(Duration.ofSeconds(40));
    }

    @Test
    @Order(1)
    void whatStillCannotBeUsedIsAnotherLetterAndCanBeDeleted() {
        assertThat(BROKER.publish("", WORK, Map.of(), "go away".getBytes(UTF_8)))
                .isTrue();
        awaitLetters(1);
        String first = list().at("/items/0/id").stringValue();

        assertThat(run("replay", "--all").code()).isZero();
        awaitLetters(1);
        String second = list().at("/items/0/id").stringValue();
        assertThat(second).isNotEqualTo(first);
        Ran unconfirmed = run("delete", "--all");
        assertThat(unconfirmed.code()).isEqualTo(64);
        double deleted = MILL.tasks("api").metric("taskmill_dead_letters_deleted_total");
        assertThat(run("delete", second)).isEqualTo(new Ran(0, "", ""));

        assertThat(list().path("total").asInt(-1)).isZero();
        assertThat(run("delete", second).code()).isEqualTo(66);
        assertThat(MILL.process("api").logs())
                .anyMatch(line -> line.contains("INFO") && line.contains("dead letter deleted id=" + second));
        assertThat(MILL.tasks("api").metric("taskmill_dead_letters_deleted_total"))
                .isEqualTo(deleted + 1);
    }

    @Test
    @Order(2)
    void aForgedLetterGoesNowhere() {
        assertThat(BROKER.publish(
                        "", Topology.DEAD, Map.of("taskmill-origin", "control.somebody"), "forged".getBytes(UTF_8)))
                .isTrue();
        awaitLetters(1);
        Ran ran = run("replay", "--all");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out().strip()).isEqualTo("0 replayed");
        assertThat(ran.err()).contains("1 left: 1 refused-origin");
        assertThat(run("delete", "--all", "--yes").out().strip()).isEqualTo("1 deleted");
    }

    @Test
    @Order(3)
    void commandsThatNobodyKnewAreReplayedOneOrAllThroughAKillOfTheApiAndEachTaskRunsOnce() throws Exception {
        String task = MILL.tasks("api").submit("LEDGER", "{\"millis\":0}");
        awaitLetters(1);
        JsonNode waiting = MILL.tasks("api").awaitTask(task, PATIENCE, told -> told.has("deadCommand"));
        assertThat(waiting.at("/deadCommand/reason").stringValue()).isEqualTo("no handler here for type LEDGER");
        String id = list().at("/items/0/id").stringValue();
        List<String> tasks = submit(MANY);
        awaitLetters(1 + MANY);
        stop(IGNORANT);
        startKnowing();

        oneIsShownAndReplayed(id, task);
        allAreReplayedThoughTheApiIsKilledMeanwhile();

        for (String each : tasks) {
            MILL.tasks("api").awaitState(each, "FINISHED", PATIENCE);
        }
        List<String> written = Files.readAllLines(ledger());
        assertThat(tasks).allSatisfy(each -> assertThat(
                        written.stream().filter(line -> line.contains(each)).map(line -> line.split(" ", -1)[0]))
                .containsExactly("start", "end"));
    }

    private static void oneIsShownAndReplayed(String id, String task) {
        Ran shown = run("show", id);
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out()).contains(id, task, "no handler here for type LEDGER", WORK);
        assertThat(run("show", id, "--json").documents().getFirst().get("task").stringValue())
                .isEqualTo(task);
        assertThat(run("replay", id).out().strip()).isEqualTo("1 replayed");
        assertThat(MILL.tasks("api").awaitState(task, "FINISHED", PATIENCE).has("deadCommand"))
                .isFalse();
        assertThat(starts(task)).isEqualTo(1);
        assertThat(run("show", id).code()).isEqualTo(66);
        assertThat(run("replay", id).code()).isEqualTo(66);
    }

    private static void allAreReplayedThoughTheApiIsKilledMeanwhile() throws Exception {
        Path out = folder.resolve("replay.out");
        Process replay = MILL.commandLine("api").start(out, out, "dead-letters", "replay", "--all");
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(BROKER.uri());
        try (Connection connection = factory.newConnection("onlooker");
                Channel channel = connection.createChannel()) {
            await("one look is through and another one holds its letters")
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> channel.messageCount(Topology.DEAD) < MANY - DeadLetters.MAX_LETTERS);
        }
        MILL.process("api").kill();
        assertThat(replay.waitFor()).as(Files.readString(out)).isEqualTo(69);

        MILL.launch("task-api", "api");
        awaitReady("api");
        assertThat(list().path("total").asInt(-1)).as("left by the kill").isPositive();
        await().atMost(PATIENCE)
                .until(() -> run("replay", "--all").code() == 0
                        && list().path("total").asInt(-1) == 0);
    }

    private static List<String> submit(int count) throws Exception {
        List<String> tasks = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Future<String>> submissions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                submissions.add(clients.submit(() -> MILL.tasks("api").submit("LEDGER", "{\"millis\":0}")));
            }
            for (Future<String> each : submissions) {
                tasks.add(each.get());
            }
        }
        return tasks;
    }

    private static long starts(String task) {
        return LedgerEntry.of(ledger(), task).stream()
                .filter(entry -> entry.what() == What.START)
                .count();
    }

    private static void awaitLetters(int count) {
        await().atMost(PATIENCE).until(() -> list().path("total").asInt(-1) >= count);
    }

    private static JsonNode list() {
        return JsonMapper.shared().readTree(MILL.tasks("api").body("/api/v1/dead-letters?limit=1"));
    }

    private static Ran run(String... arguments) {
        List<String> words = new ArrayList<>(List.of("dead-letters"));
        words.addAll(List.of(arguments));
        return MILL.commandLine("api").run(words.toArray(String[]::new));
    }
}
