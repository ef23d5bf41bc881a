package io.taskmill.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.ledger.LedgerHandler;
import io.taskmill.it.system.CommandLine.Ran;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.messaging.MessageHeaders;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.dead.DeadLetters;
import io.taskmill.messaging.dead.DeathNotice;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.message.CommandDied;
import io.taskmill.testkit.RealBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
 * test takes the worker away and buries commands itself, as a worker that cannot read them would.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeadLettersIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final String WORK = Topology.workQueue(LedgerHandler.POOL, Priority.NORMAL);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MANY = 1_000;

    /** As many as there are by default. */
    private static final Shards SHARDS = new Shards(8);

    /** What is replayed waits two seconds for its grant, in a slot. */
    private static final String SLOTS = "250";

    private static final String REASON = "spec is of a form that is not known here";

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
        stop(KNOWING);
        String task = MILL.tasks("api").submit("LEDGER", "{\"millis\":0}");
        buryCommands(1);
        awaitLetters(1);
        JsonNode waiting = MILL.tasks("api").awaitTask(task, PATIENCE, told -> told.has("deadCommand"));
        assertThat(waiting.at("/deadCommand/reason").stringValue()).isEqualTo(REASON);
        String id = list().at("/items/0/id").stringValue();
        List<String> tasks = submit(MANY);
        buryCommands(MANY);
        awaitLetters(1 + MANY);
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

    /** Takes so many commands from the work queue and does what a worker does with those that it cannot read. */
    private static void buryCommands(int count) throws Exception {
        try (Connection connection = connect("burier");
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            await().atMost(PATIENCE).until(() -> BROKER.ready(WORK) == count);
            for (int buried = 0; buried < count; buried++) {
                GetResponse command = channel.basicGet(WORK, false);
                bury(channel, command.getBody());
                channel.waitForConfirmsOrDie(PATIENCE.toMillis());
                channel.basicAck(command.getEnvelope().getDeliveryTag(), false);
            }
        }
    }

    private static void bury(Channel channel, byte[] command) throws IOException {
        Instant now = Instant.now();
        Map<String, Object> headers = Map.of(
                MessageHeaders.REASON, REASON, MessageHeaders.ORIGIN, WORK, MessageHeaders.BURIED, now.toString());
        channel.basicPublish(
                "",
                Topology.DEAD,
                new AMQP.BasicProperties.Builder()
                        .headers(headers)
                        .deliveryMode(2)
                        .build(),
                command);
        CommandDied died = DeathNotice.of(command, REASON, now).orElseThrow();
        channel.basicPublish(
                Topology.EVENTS,
                Topology.eventKey(SHARDS.of(died.task())),
                MessageProperties.PERSISTENT_BASIC,
                new WireCodec().encode(died));
    }

    private static Connection connect(String name) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(BROKER.uri());
        return factory.newConnection(name);
    }

    private static void oneIsShownAndReplayed(String id, String task) {
        Ran shown = run("show", id);
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out()).contains(id, task, REASON, WORK);
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
        try (Connection connection = connect("onlooker");
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
