package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.system.CommandLine;
import io.taskmill.it.system.CommandLine.Ran;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The command line as a process against an API, a projector and a worker; the last test stops the API. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();

    static CommandLine commandLine() {
        return MILL.commandLine("api");
    }

    @BeforeAll
    static void startEverything() {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        MILL.launch("task-worker", "worker");
        MILL.awaitReady();
        String first = MILL.tasks("api").submitOnceKnown("COUNT", "{\"times\":0}");
        MILL.tasks("api").awaitState(first, "FINISHED", Duration.ofSeconds(30));
    }

    @Test
    @Order(1)
    void aTaskIsFollowedToItsEndWithADocumentForEachChange() {
        Ran ran = commandLine()
                .run(
                        "submit",
                        "COUNT",
                        "{\"times\":2}",
                        "--priority",
                        "high",
                        "--entity",
                        "vm:web-1",
                        "--creator",
                        "ops",
                        "--correlation-id",
                        "c-1",
                        "--language",
                        "ru",
                        "--follow",
                        "--json");

        assertThat(ran.code()).as(ran.err()).isZero();
        List<JsonNode> documents = ran.documents();
        assertThat(documents).hasSizeBetween(2, 10);
        JsonNode last = documents.getLast();
        assertThat(last.get("state").stringValue()).isEqualTo("FINISHED");
        assertThat(last.get("stateName").stringValue()).isNotEqualTo("Finished");
        assertThat(last.at("/output/counted").intValue()).isEqualTo(2);
        assertThat(last.at("/entity/id").stringValue()).isEqualTo("web-1");
        assertThat(last.get("priority").stringValue()).isEqualTo("high");
        assertThat(last.get("correlationId").stringValue()).isEqualTo("c-1");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    @Order(2)
    void aTaskThatFailsEndsItsFollowingWithOne() {
        Ran ran = commandLine().run("submit", "FAIL", "{\"message\":\"no space\"}", "--follow");

        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.out()).contains("FAILED").contains("FAILED_AS_ASKED: no space");
    }

    @Test
    @Order(3)
    void aTaskIsShown() {
        String id = commandLine().run("submit", "COUNT", "{\"times\":1}").out().strip();

        assertThat(commandLine().run("show", id, "--watch").code()).isZero();
        Ran shown = commandLine().run("show", id);
        assertThat(shown.code()).isZero();
        assertThat(shown.out()).contains(id).contains("FINISHED").contains("100 %");
        Ran log = commandLine().run("show", id, "--log");
        assertThat(log.code()).isZero();
        assertThat(log.out())
                .contains("epoch 1, run ")
                .contains("Z  counting to 1")
                .contains("Z  counted to 1");
    }

    @Test
    @Order(4)
    void whatTheApiDoesNotTakeIsToldInItsWords() {
        Ran unknownTask = commandLine().run("show", "0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37", "--json");
        Ran malformedId = commandLine().run("show", "../../actuator/health", "--json");
        Ran unknownType = commandLine().run("submit", "NOBODY_RUNS_THIS", "{}", "--json");
        Ran wrongParams = commandLine().run("submit", "COUNT", "{\"times\":\"many\"}", "--json");
        Ran wrongUsage = commandLine().run("submit", "COUNT", "{");

        assertThat(unknownTask.code()).isEqualTo(66);
        assertThat(unknownTask.problem().get("status").intValue()).isEqualTo(404);
        assertThat(malformedId.code()).isEqualTo(65);
        assertThat(malformedId.problem().get("status").intValue()).isEqualTo(400);
        assertThat(unknownType.code()).isEqualTo(65);
        assertThat(wrongParams.code()).isEqualTo(65);
        assertThat(wrongParams.problem().at("/errors/0/pointer").stringValue()).isEqualTo("/params/times");
        assertThat(wrongUsage.code()).isEqualTo(64);
    }

    @Test
    @Order(5)
    void ctrlCStopsTheFollowingAndNotTheTask(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process follower = commandLine().start(out, err, "submit", "COUNT", "{\"times\":4}", "--follow");
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.readString(out).contains("IN_PROGRESS"));
        interrupt(follower);

        assertThat(follower.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(follower.exitValue()).isEqualTo(130);
        String id = Files.readString(out).lines().findFirst().orElseThrow();
        assertThat(Files.readString(err)).contains("./taskmill show " + id + " --watch");
        assertThat(commandLine().run("show", id, "--watch").code()).isZero();
    }

    /** What a terminal does. */
    private static void interrupt(Process process) throws IOException, InterruptedException {
        int killed = new ProcessBuilder("sh", "-c", "kill -INT " + process.pid())
                .start()
                .waitFor();
        assertThat(killed).isZero();
    }

    @Test
    @Order(6)
    void aTaskIsFollowedThroughARestartOfTheApi(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process follower = commandLine().start(out, err, "submit", "COUNT", "{\"times\":5}", "--follow", "--json");
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.readString(out).contains("IN_PROGRESS"));
        MILL.process("api").kill();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !Files.readString(err).isEmpty());
        MILL.launch("task-api", "api");

        assertThat(follower.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(follower.exitValue()).isZero();
        assertThat(Files.readString(out)).endsWith("}\n").contains("\"state\":\"FINISHED\"");
        assertThat(Files.readString(err).lines()).hasSize(1);
    }

    @Test
    @Order(7)
    void tasksAreListedPageByPageTheNewestFirst() {
        List<String> submitted = Stream.generate(() -> commandLine()
                        .run("submit", "COUNT", "{\"times\":0}")
                        .out()
                        .strip())
                .limit(3)
                .toList();
        submitted.forEach(id -> MILL.tasks("api").awaitState(id, "FINISHED", Duration.ofSeconds(20)));

        JsonNode page =
                commandLine().run("list", "--limit", "2", "--json").documents().getFirst();
        Ran all = commandLine().run("list", "--all", "--limit", "2", "--json");
        Ran table = commandLine().run("list", "--limit", "1");
        Ran wrong = commandLine().run("list", "--limit", "-1");

        assertThat(page.get("items").valueStream().map(task -> task.get("id").stringValue()))
                .isEqualTo(submitted.reversed().subList(0, 2));
        assertThat(page.has("next")).isTrue();
        assertThat(all.code()).isZero();
        assertThat(all.documents().getFirst().get("items").valueStream().map(task -> task.get("id")
                        .stringValue()))
                .containsAll(submitted)
                .doesNotHaveDuplicates()
                .hasSize(Math.toIntExact(STORE.count("tasks", "{}")));
        assertThat(table.out().lines()).hasSize(2).last().asString().startsWith(submitted.getLast());
        assertThat(table.err()).contains("--all");
        assertThat(wrong.code()).isEqualTo(65);
    }

    @Test
    @Order(7)
    void whatThereIsIsToldByFilterCountTypeAndWorker() {
        String id = commandLine()
                .run("submit", "COUNT", "{\"times\":0}", "--entity", "rack:web-9", "--creator", "it")
                .out()
                .strip();
        MILL.tasks("api").awaitState(id, "FINISHED", Duration.ofSeconds(20));

        for (List<String> filter : List.of(
                List.of("--entity", "rack:web-9"),
                List.of("--creator", "it"),
                List.of("--entity", "rack", "--state", "FINISHED"))) {
            List<String> list = new ArrayList<>(List.of("list"));
            list.addAll(filter);
            assertThat(commandLine().run(list.toArray(String[]::new)).out().lines())
                    .as("%s", filter)
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith(id);
        }
        Ran refused = commandLine().run("list", "--creator", "it", "--type", "COUNT");
        assertThat(refused.code()).isEqualTo(65);
        assertThat(refused.err()).contains("At most one of type, entity and creator");
        assertThat(commandLine().run("types").out()).contains("COUNT", "FAIL");
        assertThat(commandLine().run("workers").out().lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("worker ");
        assertThat(commandLine().run("summary").out().lines()).hasSize(6);
    }

    @Test
    @Order(8)
    void deadLettersAreListed() {
        byte[] garbage = "no command \u001b[2J".getBytes(StandardCharsets.UTF_8);
        assertThat(BROKER.publish("", "work.default.normal", Map.of(), garbage)).isTrue();
        await().atMost(Duration.ofSeconds(20)).until(() -> BROKER.ready("taskmill.dead") == 1);

        Ran table = commandLine().run("dead");
        JsonNode dead = commandLine().run("dead", "--json").documents().getFirst();

        assertThat(table.code()).isZero();
        assertThat(table.out().lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("work.default.normal", " " + garbage.length);
        assertThat(dead.get("total").intValue()).isEqualTo(1);
        assertThat(dead.at("/items/0/body").stringValue()).isEqualTo(new String(garbage, StandardCharsets.UTF_8));
    }

    @Test
    @Order(99)
    void withoutAnApiNothingIsAvailable() {
        MILL.process("api").kill();

        for (List<String> verb : List.of(
                List.of("submit", "COUNT"),
                List.of("show", "x"),
                List.of("list"),
                List.of("summary"),
                List.of("dead"))) {
            Ran ran = commandLine().run(verb.toArray(String[]::new));
            assertThat(ran.code()).as(verb + ran.err()).isEqualTo(69);
        }
    }
}
