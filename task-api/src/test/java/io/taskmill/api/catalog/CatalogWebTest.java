package io.taskmill.api.catalog;

import static io.taskmill.api.WebRig.problem;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.model.Json;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import io.taskmill.model.type.TaskType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;

class CatalogWebTest {

    private static final TaskType COUNT = new TaskType(
            "COUNT",
            2,
            "basic",
            new TaskPolicy(
                    new RetryPolicy(3, Duration.ofSeconds(10), Duration.ofMinutes(1), Set.of("B", "A")),
                    new Timeouts(null, Duration.ofMinutes(5), Duration.ofDays(1)),
                    true),
            new Json("{\"type\":\"object\",\"x\":1.10}"),
            Map.of("en", Map.of(TaskType.TITLE, "Count"), "ru", Map.of(TaskType.TITLE, "Счёт")));
    private static final TaskType BROKEN = new TaskType("BROKEN", 1, "gpu", new Json("{\"pattern\":\"[\"}"), Map.of());

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private boolean storeAway;

    private final TypeCatalog types = new TypeCatalog(
            () -> {
                if (storeAway) {
                    throw WebRig.storeAway();
                }
                return List.of(COUNT, BROKEN);
            },
            System::nanoTime);
    private final MockMvc mvc = rig.mvc(new CatalogController(rig.startup, types));

    @Test
    void typesAreListedByNameWithTheirPoliciesAndSchemasAlsoThoseWhoseSchemaIsBroken() throws Exception {
        types.refresh();
        mvc.perform(get("/api/v1/task-types"))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Language", "en"))
                .andExpect(header().string("Vary", "Accept-Language"))
                .andExpect(content().json("""
                {"items": [
                  {"name": "BROKEN", "title": "BROKEN", "pool": "gpu", "version": 1,
                   "retry": {"maxAttempts": 1, "backoff": "PT1S", "maxBackoff": "PT5M", "neverOn": []},
                   "timeouts": {}, "strictStart": false, "paramsSchema": {"pattern": "["}},
                  {"name": "COUNT", "title": "Count", "pool": "basic", "version": 2,
                   "retry": {"maxAttempts": 3, "backoff": "PT10S", "maxBackoff": "PT1M", "neverOn": ["A", "B"]},
                   "timeouts": {"run": "PT5M", "deadline": "PT24H"}, "strictStart": true,
                   "paramsSchema": {"type": "object", "x": 1.10}}]}""", JsonCompareMode.STRICT));
    }

    @Test
    void titlesAreInTheReadersLanguage() throws Exception {
        types.refresh();
        mvc.perform(get("/api/v1/task-types").locale(Locale.of("ru")))
                .andExpect(header().string("Content-Language", "ru"))
                .andExpect(content().json("{\"items\":[{\"title\":\"BROKEN\"},{\"title\":\"Счёт\"}]}"));
    }

    @Test
    void whatWasReadIsStillListedWhileTheStoreIsAway() throws Exception {
        types.refresh();
        storeAway = true;
        mvc.perform(get("/api/v1/task-types"))
                .andExpect(status().isOk())
                .andExpect(content().json("{\"items\":[{\"name\":\"BROKEN\"},{\"name\":\"COUNT\"}]}"));
    }

    @Test
    void beforeTheInstallationIsKnownNothingIsListed() throws Exception {
        MockMvc early = rig.mvc(new CatalogController(WebRig.notReady(), types));
        problem(early.perform(get("/api/v1/task-types")), 503, "not-ready");
    }
}
