package io.taskmill.api.entity;

import static io.taskmill.api.WebRig.problem;
import static org.hamcrest.Matchers.contains;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Fact;
import io.taskmill.model.Json;
import io.taskmill.model.TaskId;
import io.taskmill.model.Teller;
import io.taskmill.model.message.EntityTold;
import io.taskmill.testkit.SettableClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.test.web.servlet.MockMvc;

class EntityWebTest {

    private static final Instant NOW = Instant.parse("2031-05-04T12:00:00Z");

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private final MockMvc mvc = rig.mvc(new EntityController(
            rig.startup, new TaskViews(new TypeCatalog(List::of, () -> 0), new SettableClock(NOW))));

    private void tell(String type, String id, int seq, String status, boolean gone) {
        rig.entities.fold(new EntityTold(
                new Fact(new EntityRef(type, id), status, false, gone, Map.of("vms", new Json("[1.10]"))),
                new Teller(new TaskId(new UUID(0, 7)), "POOL_CREATE", 1, seq),
                NOW.plusSeconds(seq)));
    }

    @Test
    void listsThoseOfATypeThatAreTherePageByPage() throws Exception {
        for (String id : new String[] {"c", "a", "b"}) {
            tell("pool", id, 2, "ACTIVE", false);
        }
        tell("pool", "gone", 2, "ACTIVE", true);
        tell("vm", "a", 2, "ACTIVE", false);

        mvc.perform(get("/api/v1/entities").param("type", "pool").param("limit", "2"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[*].id").value(contains("a", "b")))
                .andExpect(jsonPath("$.items[0].attributes.vms[0]").value(1.10))
                .andExpect(jsonPath("$.next").value("pool:b"));
        mvc.perform(get("/api/v1/entities").param("type", "pool").param("after", "pool:b"))
                .andExpect(jsonPath("$.items[*].id").value(contains("c")))
                .andExpect(jsonPath("$.next").doesNotExist());
    }

    @Test
    void showsHowOneCameToBeWhatItIs() throws Exception {
        tell("pool", "a", 2, "CREATING", false);
        tell("pool", "a", 3, "ACTIVE", false);
        mvc.perform(get("/api/v1/entities/pool/a"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("ACTIVE"))
                .andExpect(jsonPath("$.since").value("2031-05-04T12:00:03Z"))
                .andExpect(jsonPath("$.building").value(false))
                .andExpect(jsonPath("$.history[*].status").value(contains("CREATING", "ACTIVE")))
                .andExpect(jsonPath("$.history[0].taskType").value("POOL_CREATE"))
                .andExpect(jsonPath("$.tasks").isEmpty());
    }

    @Test
    void whatIsNotKnownOrNoTypeIsSaidToBeSo() throws Exception {
        problem(mvc.perform(get("/api/v1/entities/pool/none")), 404, "unknown-entity");
        problem(mvc.perform(get("/api/v1/entities")), 400, "malformed-filter");
        problem(mvc.perform(get("/api/v1/entities").param("type", "No type")), 400, "malformed-filter");
        problem(mvc.perform(get("/api/v1/entities").param("kind", "pool")), 400, "malformed-query");
    }
}
