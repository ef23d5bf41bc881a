package io.taskmill.api.gate;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.api.command.CommandRigs;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.Claim;
import io.taskmill.model.GateRule;
import io.taskmill.model.Priority;
import io.taskmill.model.TaskId;
import io.taskmill.model.WhenFull;
import io.taskmill.model.message.GateEvent.ClaimGate;
import io.taskmill.model.message.GateEvent.LimitGate;
import io.taskmill.testkit.SettableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

class GateWebTest {

    private static final Instant NOW = Instant.parse("2031-05-04T12:00:00Z");

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private final List<LimitGate> published = new ArrayList<>();
    private final MockMvc mvc = rig.mvc(new GateController(
            rig.startup,
            new GateLimits(rig.startup, CommandRigs.impatient(), new SettableClock(NOW)),
            CommandRigs.ids()));

    @Test
    void showsWhoHoldsAGateAndWhoIsNext() throws Exception {
        claim("pool:7", 1);
        claim("pool:7", 2);

        mvc.perform(get("/api/v1/gates").param("key", "pool:7"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[0].key").value("pool:7"))
                .andExpect(jsonPath("$.items[0].limit").value(1))
                .andExpect(jsonPath("$.items[0].declaredLimit").value(1))
                .andExpect(jsonPath("$.items[0].whenFull").value("wait"))
                .andExpect(jsonPath("$.items[0].held").value(1))
                .andExpect(jsonPath("$.items[0].waiting").value(1))
                .andExpect(jsonPath("$.items[0].holders[0].task").value(task(1).toString()))
                .andExpect(jsonPath("$.items[0].next[0].task").value(task(2).toString()))
                .andExpect(jsonPath("$.items[0].next[0].priority").value("normal"));
        mvc.perform(get("/api/v1/gates").param("key", "pool:8"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items").isEmpty());
    }

    @Test
    void listsGatesPageByPage() throws Exception {
        for (String key : List.of("c", "a", "b")) {
            claim(key, 1);
        }
        mvc.perform(get("/api/v1/gates").param("limit", "2"))
                .andExpect(jsonPath("$.items[*].key").value(org.hamcrest.Matchers.contains("a", "b")))
                .andExpect(jsonPath("$.next").value("b"));
        mvc.perform(get("/api/v1/gates").param("limit", "2").param("after", "b"))
                .andExpect(jsonPath("$.items[*].key").value(org.hamcrest.Matchers.contains("c")))
                .andExpect(jsonPath("$.next").doesNotExist());
    }

    @Test
    void setsAnotherLimit() throws Exception {
        claim("pool:7", 1);
        folded();
        limit("pool:7", "{\"limit\":0}")
                .andExpect(status().isOk())
                .andExpect(header().exists("Taskmill-Command-Id"))
                .andExpect(jsonPath("$.limit").value(0))
                .andExpect(jsonPath("$.limited.at").value(NOW.toString()));
        limit("pool:7", "{\"limit\":null}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.limit").value(1))
                .andExpect(jsonPath("$.limited").doesNotExist());
        assertThat(published).extracting(LimitGate::limit).containsExactly(0, null);
    }

    @Test
    void tellsThatALimitIsOnItsWay() throws Exception {
        rig.gateLimits = _ -> new PublishOutcome.Accepted();
        limit("pool:7", "{\"limit\":3}").andExpect(status().isAccepted());
    }

    @Test
    void refusesWhatIsNoLimit() throws Exception {
        for (String body :
                List.of("{}", "[]", "{\"limit\":-1}", "{\"limit\":10001}", "{\"limit\":\"3\"}", "{\"most\":3}", "")) {
            problem(limit("pool:7", body), 400, "malformed");
        }
        problem(limit("", "{\"limit\":3}"), 400, "malformed-key");
        problem(limit("x".repeat(201), "{\"limit\":3}"), 400, "malformed-key");
        problem(mvc.perform(get("/api/v1/gates").param("pool", "7")), 400, "malformed-query");
        problem(mvc.perform(get("/api/v1/gates").param("limit", "0")), 400, "malformed-limit");
        assertThat(published).isEmpty();
    }

    @Test
    void saysSoWhenTheBrokerOrTheStoreIsAway() throws Exception {
        problem(limit("pool:7", "{\"limit\":3}"), 503, "not-accepted");
        rig.gates.away = WebRig.storeAway();
        problem(mvc.perform(get("/api/v1/gates")), 503, "store-unavailable");
    }

    private void folded() {
        rig.gateLimits = command -> {
            published.add(command);
            rig.gates.fold(command, NOW);
            return new PublishOutcome.Accepted();
        };
    }

    private void claim(String key, int task) {
        GateRule rule = new GateRule(key, 1, WhenFull.WAIT);
        rig.gates.fold(new ClaimGate(new Claim(task(task), 1), rule, Priority.NORMAL, NOW.plusSeconds(task)), NOW);
    }

    private static TaskId task(int number) {
        return new TaskId(new UUID(7, number));
    }

    private ResultActions limit(String key, String body) throws Exception {
        return mvc.perform(put("/api/v1/gates/limit")
                .param("key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }
}
