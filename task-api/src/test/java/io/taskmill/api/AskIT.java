package io.taskmill.api;

import static io.taskmill.api.ApiInstance.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.api.start.Startup;
import io.taskmill.messaging.MessageHeaders;
import io.taskmill.messaging.Topology;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.session.Session;
import io.taskmill.model.session.Session.Status;
import io.taskmill.store.Change;
import io.taskmill.store.Installation;
import io.taskmill.store.TaskCountStore;
import io.taskmill.store.config.StoreFactory;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class AskIT {

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    static final RealStore store = new RealStore();

    private static final Instant CREATED = Instant.parse("2026-05-01T10:00:00.123Z");
    private static final Instant STARTED = Instant.parse("2026-05-01T10:00:01.500Z");

    @SuppressWarnings("NullAway.Init")
    private static ApiInstance api;

    @BeforeAll
    static void start() {
        api = ApiInstance.start(broker, store);
        Projected.open(api);
        awaitReady(api);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void anIssuedIdIsKnownToEveryReplicaAlsoToOneStartedLater() {
        String id = json(api.submit("{\"type\":\"COUNT\",\"params\":{\"times\":1}}"))
                .path("id")
                .asString();
        try (ApiInstance later = ApiInstance.start(broker, store)) {
            awaitReady(later);
            HttpResponse<String> response = later.get("/api/v1/tasks/" + id);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(json(response).path("recorded").asBoolean(true)).isFalse();
            assertThat(json(response).propertyNames()).containsExactlyInAnyOrder("id", "recorded", "created");
        }
    }

    @Test
    void anIdThatWasMadeUpIsUnknown() {
        HttpResponse<String> response = api.get("/api/v1/tasks/0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).path("type").asString()).isEqualTo("urn:taskmill:problem:unknown-task");
    }

    @Test
    void anIssuedIdThatItsShardHasLongPassedIsUnknown() {
        TaskId id = api.bean(Startup.class).installed().ids().mint(CREATED);
        int shard = Projected.SHARDS.of(id);
        api.bean(Installation.class).foldedThrough(shard, CREATED.plus(Duration.ofMinutes(9)));
        assertThat(api.get("/api/v1/tasks/" + id).statusCode()).isEqualTo(200);
        api.bean(Installation.class).foldedThrough(shard, CREATED.plus(Duration.ofMinutes(11)));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> api.get("/api/v1/tasks/" + id).statusCode() == 404);
    }

    @Test
    void aRecordedTaskIsShownInTheReadersLanguage() {
        TaskId id = recorded(run ->
                new RunEvent.Finished(run.task(), 1, run.run(), STARTED.plusSeconds(5), new Json("{\"rounds\":5.0}")));
        HttpResponse<String> russian = api.get("/api/v1/tasks/" + id, "Accept-Language", "ru-RU,ru;q=0.9,en;q=0.5");
        assertThat(russian.headers().firstValue("Content-Language")).contains("ru");
        assertThat(russian.headers().allValues("Vary"))
                .anySatisfy(names -> assertThat(names).containsIgnoringCase("Accept-Language"));
        JsonNode task = json(russian);
        assertThat(task.path("stateName").asString()).isEqualTo("Завершено");
        assertThat(task.path("typeName").asString()).isEqualTo("Счёт");
        assertThat(task.at("/message/text").asString()).isEqualTo("Круг 2 из 5");
        JsonNode english = json(api.get("/api/v1/tasks/" + id));
        assertThat(english.path("stateName").asString()).isEqualTo("Finished");
        assertThat(english.at("/message/text").asString()).isEqualTo("Round 2 of 5");
    }

    @Test
    void aFinishedTaskTellsAllThatIsKnownOfIt() {
        TaskId id = recorded(run ->
                new RunEvent.Finished(run.task(), 1, run.run(), STARTED.plusSeconds(5), new Json("{\"rounds\":5.0}")));
        assertThat(api.get("/api/v1/tasks/" + id).body()).isEqualTo("""
                {"id":"%s","recorded":true,"version":1,"created":"2026-05-01T10:00:00.123Z",\
                "type":"COUNT","typeName":"Count","typeVersion":3,"params":{"times":5,"exact":1.10},\
                "entity":{"type":"vm","id":"7"},"creator":"ops","priority":"high","correlationId":"c-1",\
                "state":"FINISHED","stateName":"Finished","phase":"DONE","category":"FINISHED","progress":40,\
                "message":{"key":"count.round","args":[2,5],"text":"Round 2 of 5"},\
                "phaseSince":"1970-01-01T00:00:00Z",\
                "started":"2026-05-01T10:00:01.500Z","finished":"2026-05-01T10:00:06.500Z","duration":"PT5S",\
                "result":"SUCCESS","output":{"rounds":5.0},\
                "attempt":1,"maxAttempts":1,"epoch":1,"run":"run-1","worker":"host-1","crashRecoveries":0,\
                "retry":{"maxAttempts":1,"backoff":"PT1S","maxBackoff":"PT5M","neverOn":[]},"timeouts":{},\
                "history":[{"at":"2026-05-01T10:00:00.123Z","kind":"SUBMITTED","epoch":1,"actor":"ops"},\
                {"at":"2026-05-01T10:00:01.500Z","kind":"STARTED","epoch":1,"run":"run-1","worker":"host-1"},\
                {"at":"2026-05-01T10:00:06.500Z","kind":"FINISHED","epoch":1,"run":"run-1","worker":"host-1"}],\
                "ovirt":{"status":"finished","result":"success","endAction":"Cleared"}}""".formatted(id));
    }

    @Test
    void aFailedTaskTellsItsError() {
        TaskId id = recorded(run -> new RunEvent.Failed(
                run.task(), 1, run.run(), STARTED.plusSeconds(5), new TaskError("BOOM", "it broke", true)));
        JsonNode task = json(api.get("/api/v1/tasks/" + id));
        assertThat(task.path("state").asString()).isEqualTo("FAILED");
        assertThat(task.path("result").asString()).isEqualTo("FAILURE");
        assertThat(task.path("error").toString())
                .isEqualTo("{\"code\":\"BOOM\",\"text\":\"it broke\",\"retryable\":true}");
        assertThat(task.has("output")).isFalse();
    }

    @Test
    void recordedTasksAreListedLatestFirst() {
        List<String> recorded = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            recorded.addFirst(recorded(run -> new RunEvent.Finished(
                            run.task(), 1, run.run(), STARTED.plusSeconds(5), new Json("{\"rounds\":5.0}")))
                    .toString());
        }
        recorded.sort(Comparator.reverseOrder());
        List<String> listed = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            JsonNode page = json(api.get("/api/v1/tasks?limit=2" + (cursor == null ? "" : "&cursor=" + cursor)));
            listed.addAll(ids(page));
            cursor = page.has("next") ? page.path("next").asString() : null;
        } while (cursor != null);
        assertThat(listed).containsAll(recorded).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void listsAreFilteredByTheStore() {
        String id = recorded(run -> new RunEvent.Failed(
                        run.task(), 1, run.run(), STARTED.plusSeconds(5), new TaskError("BOOM", "it broke", true)))
                .toString();
        for (String filter : List.of("category=FAILED", "state=FAILED&entity=vm:7", "type=COUNT", "creator=ops")) {
            assertThat(ids(json(api.get("/api/v1/tasks?limit=200&" + filter))))
                    .as(filter)
                    .contains(id);
        }
        for (String filter : List.of("category=FINISHED", "state=INITIAL", "entity=vm:8", "type=OTHER")) {
            assertThat(ids(json(api.get("/api/v1/tasks?limit=200&" + filter))))
                    .as(filter)
                    .doesNotContain(id);
        }
    }

    @Test
    void typesWorkersAndCountsAreTold() {
        assertThat(json(api.get("/api/v1/task-types")).at("/items/0/name").asString())
                .isEqualTo("COUNT");
        WorkerInfo worker = new WorkerInfo("w-1", "host-1", 7, "0.1", List.of("basic"), 8, 0);
        for (Status status : Status.values()) {
            Session session = new Session("s-" + status, status, 1, CREATED, CREATED, worker, List.of());
            assertThat(api.bean(StoreFactory.class)
                            .sessions(Projected.SHARDS)
                            .write(List.of(new Change<>(session.id(), null, session))))
                    .isEmpty();
        }
        TaskId running = api.bean(Startup.class).installed().ids().mint(CREATED);
        Run run = new Run("run-1", "s-ACTIVE", "w-1", 1, STARTED, 0, null);
        Projected.fold(api, running, new RunEvent.Start(running, 1, run, null));
        assertThat(json(api.get("/api/v1/workers")).toString())
                .isEqualTo("""
                {"items":[{"session":"s-ACTIVE","name":"w-1","status":"ACTIVE","started":"%1$s","lastHeartbeat":"%1$s",\
                "leaseUntil":"%2$s","draining":false,"host":"host-1","pid":7,"version":"0.1","pools":["basic"],\
                "slots":8,"free":8,"used":0,"leaked":0,"running":{"count":1,"tasks":["%3$s"]}}]}""".formatted(CREATED, CREATED.plusSeconds(15), running));
        for (int shard = 0; shard < Projected.SHARDS.count(); shard++) {
            api.bean(TaskCountStore.class).take(shard, "p");
            assertThat(api.bean(TaskCountStore.class).complete(shard, "p", Map.of(State.FAILED, 3L)))
                    .isTrue();
        }
        assertThat(json(api.get("/api/v1/tasks/summary")).toString())
                .isEqualTo("{\"categories\":{\"PENDING\":0,\"FAILED\":12,\"FINISHED\":0},"
                        + "\"states\":{\"INITIAL\":0,\"IN_PROGRESS\":0,\"FINISHED\":0,\"FAILED\":12,\"CANCELLED\":0},"
                        + "\"recounting\":false}");
    }

    @Test
    void deadLettersAreShownAndStay() {
        byte[] body = "nonsense".getBytes(StandardCharsets.UTF_8);
        assertThat(broker.publish("", Topology.DEAD, Map.of(MessageHeaders.REASON, "undecodable"), body))
                .isTrue();
        for (int look = 0; look < 2; look++) {
            JsonNode page = json(api.get("/api/v1/dead-letters"));
            assertThat(page.path("total").asInt()).isEqualTo(1);
            String id = page.at("/items/0/id").asString();
            assertThat(page.at("/items/0").toString())
                    .isEqualTo("{\"id\":\"" + id
                            + "\",\"reason\":\"undecodable\",\"size\":8,\"body\":\"nonsense\",\"encoding\":\"utf-8\"}");
        }
    }

    @Test
    void theDescriptionIsServed() {
        HttpResponse<String> description = api.get("/v3/api-docs");
        assertThat(description.statusCode()).isEqualTo(200);
        assertThat(json(description).path("paths").propertyNames())
                .containsExactlyInAnyOrder(
                        "/api/v1/tasks",
                        "/api/v1/tasks/stream",
                        "/api/v1/tasks/summary",
                        "/api/v1/tasks/{id}",
                        "/api/v1/tasks/{id}/log",
                        "/api/v1/tasks/{id}/diagnosis",
                        "/api/v1/tasks/{id}/tree",
                        "/api/v1/tasks/{id}/cancel",
                        "/api/v1/tasks/{id}/retry",
                        "/api/v1/tasks/{id}/rollback",
                        "/api/v1/task-types",
                        "/api/v1/workers",
                        "/api/v1/entities",
                        "/api/v1/entities/{type}/{id}",
                        "/api/v1/gates",
                        "/api/v1/gates/limit",
                        "/api/v1/pauses",
                        "/api/v1/pauses/pools/{pool}",
                        "/api/v1/pauses/types/{type}",
                        "/api/v1/schedules",
                        "/api/v1/schedules/preview",
                        "/api/v1/schedules/{name}",
                        "/api/v1/schedules/{name}/next",
                        "/api/v1/schedules/{name}/pause",
                        "/api/v1/schedules/{name}/resume",
                        "/api/v1/schedules/{name}/run",
                        "/api/v1/journal",
                        "/api/v1/journal.csv",
                        "/api/v1/dead-letters",
                        "/api/v1/dead-letters/{id}",
                        "/api/v1/dead-letters/{id}/replay",
                        "/api/v1/dead-letters/replay");
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private interface Ending {
        RunEvent after(RunEvent.Progress last);
    }

    private static TaskId recorded(Ending ending) {
        TaskId id = api.bean(Startup.class).installed().ids().mint(CREATED);
        TaskSpec spec = new TaskSpec(
                "COUNT",
                3,
                "basic",
                Priority.HIGH,
                new Json("{\"times\":5,\"exact\":1.10}"),
                new EntityRef("vm", "7"),
                "ops",
                "c-1",
                CREATED);
        RunEvent.Progress progress = new RunEvent.Progress(id, 1, run(2));
        RunEvent end = ending.after(new RunEvent.Progress(id, 1, run(3)));
        Projected.fold(api, id, new RunCommand(id, 1, spec), progress, end);
        return id;
    }

    private static Run run(int seq) {
        return new Run("run-1", "session-1", "host-1", seq, STARTED, 40, StatusMessage.of("count.round", 2, 5));
    }

    private static void awaitReady(ApiInstance instance) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> instance.get("/actuator/health/readiness").statusCode() == 200);
    }
}
