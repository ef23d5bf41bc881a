package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What runs tell of the things that they work on. */
class EntityIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void startAll() {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        MILL.launchLedgerWorker("worker", folder.resolve("ledger"));
        MILL.awaitReady();
        tasks().awaitState(tasks().submitOnceKnown("TELLING", params("first", 1, 0, false)), "FINISHED", PATIENCE);
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    private static String params(String key, int rounds, int millis, boolean gone) {
        return "{\"key\":\"" + key + "\",\"rounds\":" + rounds + ",\"millis\":" + millis + ",\"gone\":" + gone + "}";
    }

    private static String build(String key, int rounds, int millis) {
        return tasks().submitJson("{\"type\":\"TELLING\",\"params\":" + params(key, rounds, millis, false)
                + ",\"entity\":{\"type\":\"thing\",\"id\":\"" + key + "\"}}");
    }

    private static JsonNode thing(String key) {
        return JSON.readTree(tasks().body("/api/v1/entities/thing/" + key));
    }

    private static JsonNode awaitStatus(String key, String status) {
        await().atMost(PATIENCE)
                .until(() -> thing(key).path("status").asString("").equals(status));
        return thing(key);
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("id").asString(""))
                .toList();
    }

    @Test
    void aThingThatIsBeingBuiltIsThereAtOnceWithThatMarkAndWhoWorksOnIt() {
        String task = build("shown", 40, 100);

        JsonNode building = awaitStatus("shown", "BUILDING");
        assertThat(building.path("building").asBoolean(false)).isTrue();
        assertThat(building.path("attributes").path("by").asString("")).isEqualTo(task);
        assertThat(building.path("tasks").path(0).path("id").asString("")).isEqualTo(task);
        assertThat(ids(JSON.readTree(tasks().body("/api/v1/entities?type=thing"))))
                .contains("shown");

        tasks().awaitState(task, "FINISHED", PATIENCE);
        JsonNode built = awaitStatus("shown", "DONE");
        assertThat(built.path("building").asBoolean(true)).isFalse();
        assertThat(built.path("attributes").has("round")).isFalse();
        assertThat(built.path("tasks").isEmpty()).isTrue();
        assertThat(built.path("history").valueStream().map(change -> change.path("status")
                        .asString("")))
                .containsExactly("BUILDING", "DONE");
        assertThat(built.path("history").path(1).path("task").asString("")).isEqualTo(task);
        assertThat(built.path("history").path(1).path("taskType").asString("")).isEqualTo("TELLING");
    }

    @Test
    void whatIsGoneIsInNoListAndItsHistoryIsKept() {
        tasks().awaitState(build("passing", 1, 0), "FINISHED", PATIENCE);
        awaitStatus("passing", "DONE");
        tasks().awaitState(tasks().submit("TELLING", params("passing", 1, 0, true)), "FINISHED", PATIENCE);

        await().atMost(PATIENCE).until(() -> thing("passing").has("gone"));
        assertThat(ids(JSON.readTree(tasks().body("/api/v1/entities?type=thing&limit=200"))))
                .doesNotContain("passing");
        assertThat(tasks().status("/api/v1/entities/thing/never")).isEqualTo(404);
        assertThat(tasks().status("/api/v1/entities?type=No%20Type")).isEqualTo(400);
    }

    @Test
    void whatRunsHaveToldStandsThoughEveryPartIsKilledMeanwhile() {
        List<String> ids = IntStream.range(0, 8)
                .mapToObj(i -> build("killed-" + i % 4, 30, 100))
                .toList();
        awaitStatus("killed-0", "BUILDING");
        for (String part : List.of("projector", "worker", "projector", "api")) {
            MILL.process(part).kill();
            if (part.equals("worker")) {
                MILL.launchLedgerWorker(part, folder.resolve("ledger"));
            } else {
                MILL.launch("task-" + part, part);
            }
            MILL.awaitReady(part);
        }
        ids.forEach(id -> tasks().awaitState(id, "FINISHED", PATIENCE));

        for (int i = 0; i < 4; i++) {
            String second = awaitStatus("killed-" + i, "DONE")
                    .path("history")
                    .valueStream()
                    .reduce((_, last) -> last)
                    .orElseThrow()
                    .path("task")
                    .asString("");
            int pair = i;
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            thing("killed-" + pair).path("tasks").isEmpty())
                    .isTrue());
            assertThat(List.of(ids.get(i), ids.get(i + 4))).contains(second);
            List<String> tellers = thing("killed-" + i)
                    .path("history")
                    .valueStream()
                    .map(change -> change.path("task").asString(""))
                    .distinct()
                    .toList();
            assertThat(tellers)
                    .as("one after the other, as their gate let them in")
                    .hasSize(2);
        }
    }
}
