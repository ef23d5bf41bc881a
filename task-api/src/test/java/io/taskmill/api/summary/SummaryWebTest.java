package io.taskmill.api.summary;

import static io.taskmill.api.WebRig.problem;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.model.State;
import io.taskmill.store.TaskCounts;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;

class SummaryWebTest {

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private final MockMvc mvc = rig.mvc(new SummaryController(rig.startup));

    @Test
    void countsAreToldByCategoryAndState() throws Exception {
        rig.counts = () -> new TaskCounts(
                Map.of(State.INITIAL, 3L, State.IN_PROGRESS, 4L, State.FAILED, 1L, State.CANCELLED, 5_000_000_000L),
                true);
        mvc.perform(get("/api/v1/tasks/summary"))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                {"categories": {"PENDING": 7, "FINISHED": 0, "FAILED": 5000000001},
                 "states": {"INITIAL": 3, "IN_PROGRESS": 4, "FINISHED": 0, "FAILED": 1, "CANCELLED": 5000000000},
                 "recounting": true}""", JsonCompareMode.STRICT));
    }

    @Test
    void noCountIsNegative() throws Exception {
        rig.counts = () -> new TaskCounts(Map.of(State.INITIAL, -3L, State.IN_PROGRESS, 4L), true);
        mvc.perform(get("/api/v1/tasks/summary")).andExpect(content().json("""
                {"categories": {"PENDING": 4}, "states": {"INITIAL": 0, "IN_PROGRESS": 4}}"""));
    }

    @Test
    void whileTheStoreIsAwayNothingIsTold() throws Exception {
        rig.counts = () -> {
            throw WebRig.storeAway();
        };
        problem(mvc.perform(get("/api/v1/tasks/summary")), 503, "store-unavailable")
                .andExpect(header().string("Retry-After", "1"));
    }

    @Test
    void beforeTheInstallationIsKnownNothingIsTold() throws Exception {
        MockMvc early = rig.mvc(new SummaryController(WebRig.notReady()));
        problem(early.perform(get("/api/v1/tasks/summary")), 503, "not-ready");
    }
}
