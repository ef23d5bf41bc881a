package io.taskmill.api.workers;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.model.TaskId;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.session.Session;
import io.taskmill.model.session.Session.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;

class WorkersWebTest {

    private static final Instant AT = Instant.parse("2026-05-01T10:00:00.123Z");

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private final MockMvc mvc = rig.mvc(new WorkersController(rig.startup));

    @Test
    void livingWorkersAreListedByName() throws Exception {
        rig.living = most -> List.of(session("s-2", "w-b"), session("s-3", "w-a"), session("s-1", "w-b"))
                .subList(0, Math.min(most, 3));
        mvc.perform(get("/api/v1/workers"))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                {"items": [
                  {"session": "s-3", "name": "w-a", "status": "ACTIVE", "started": "2026-05-01T10:00:00.123Z",
                   "lastHeartbeat": "2026-05-01T10:00:03.123Z", "leaseUntil": "2026-05-01T10:00:18.123Z",
                   "draining": true, "host": "host-1", "pid": 4711, "version": "0.1", "pools": ["basic", "gpu"],
                   "slots": 8, "free": 5, "used": 3, "leaked": 1,
                   "running": {"count": 0, "tasks": []}, "types": {"COUNT": 2}},
                  {"session": "s-1", "name": "w-b"}, {"session": "s-2", "name": "w-b"}]}"""));
    }

    @Test
    void whatRunsInThemIsNamedTheOldestFirstAndCounted() throws Exception {
        List<TaskId> many = Stream.generate(() -> new TaskId(UUID.randomUUID()))
                .limit(101)
                .sorted(Comparator.comparing(TaskId::toString))
                .toList();
        rig.living = _ -> List.of(session("s-1", "w-b"), session("s-2", "w-c"));
        rig.running = (sessions, _) -> {
            assertThat(sessions).containsExactly("s-1", "s-2");
            return Map.of("s-1", many.reversed(), "s-2", many.subList(0, 1));
        };
        mvc.perform(get("/api/v1/workers"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[0].running.count").value(101))
                .andExpect(jsonPath("$.items[0].running.tasks.length()").value(100))
                .andExpect(jsonPath("$.items[0].running.tasks[0]")
                        .value(many.getFirst().toString()))
                .andExpect(jsonPath("$.items[0].draining").value(false))
                .andExpect(jsonPath("$.items[1].running.tasks[0]")
                        .value(many.getFirst().toString()))
                .andExpect(jsonPath("$.items[1].running.count").value(1));
    }

    @Test
    void noMoreThanTenThousandTasksAreAskedFor() throws Exception {
        List<Integer> asked = new ArrayList<>();
        rig.running = (_, limit) -> {
            asked.add(limit);
            return Map.of();
        };
        mvc.perform(get("/api/v1/workers")).andExpect(status().isOk());
        assertThat(asked).containsExactly(10_000);
    }

    @Test
    void aSessionThatNoHeartbeatHasToldOfIsPassedOver() throws Exception {
        rig.living = _ -> List.of(new Session("s-1", Status.ACTIVE, 0, null, null, null, List.of()));
        mvc.perform(get("/api/v1/workers")).andExpect(content().json("{\"items\":[]}", JsonCompareMode.STRICT));
    }

    @Test
    void noMoreThanAThousandAreAskedFor() throws Exception {
        List<Integer> asked = new ArrayList<>();
        rig.living = most -> {
            asked.add(most);
            return List.of();
        };
        mvc.perform(get("/api/v1/workers")).andExpect(status().isOk());
        assertThat(asked).containsExactly(1_000);
    }

    @Test
    void whileTheStoreIsAwayNothingIsListed() throws Exception {
        rig.living = _ -> {
            throw WebRig.storeAway();
        };
        problem(mvc.perform(get("/api/v1/workers")), 503, "store-unavailable");
    }

    @Test
    void beforeTheInstallationIsKnownNothingIsListed() throws Exception {
        MockMvc early = rig.mvc(new WorkersController(WebRig.notReady()));
        problem(early.perform(get("/api/v1/workers")), 503, "not-ready");
    }

    private static Session session(String id, String name) {
        WorkerInfo worker = new WorkerInfo(
                name,
                "host-1",
                4711,
                "0.1",
                List.of("basic", "gpu"),
                8,
                3,
                name.equals("w-a") ? 1 : 0,
                name.equals("w-a"),
                name.equals("w-a") ? Map.of("COUNT", 2) : Map.of());
        return new Session(id, Status.ACTIVE, 2, AT, AT.plusSeconds(3), worker, List.of());
    }
}
