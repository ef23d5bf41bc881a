package io.taskmill.api.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.ApiDocument;
import io.taskmill.api.ids.TaskIds;
import io.taskmill.api.problem.ProblemAdvice;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.api.view.TaskViews;
import io.taskmill.messaging.dead.DeadLetters;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskRow;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.testkit.SettableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ListWebTest {

    private static final Instant CREATED = Instant.parse("2026-05-01T10:00:00.123Z");

    private final TaskIds ids = new TaskIds(new byte[16], new Random(1));

    /** Latest first. */
    private final List<TaskRow> stored = new ArrayList<>();

    private Installed.Newest newest = this::newest;

    private final Startup startup = new Startup(() -> Optional.of(new Installed(
            new Shards(4),
            ids,
            _ -> Optional.empty(),
            (before, limit) -> newest.before(before, limit),
            _ -> new PublishOutcome.NotSent("unused"),
            mock(DeadLetters.class))));
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new ListController(
                    startup,
                    new TaskViews(new TypeCatalog(List::of, () -> 0), new SettableClock(CREATED.plusSeconds(11)))))
            .setControllerAdvice(new ProblemAdvice())
            .alwaysDo(ApiDocument::check)
            .build();

    @BeforeEach
    void start() {
        startup.start();
        await().until(startup::isReady);
    }

    @AfterEach
    void stop() {
        startup.stop();
    }

    @Test
    void anEmptyListIsOnePageWithoutANext() throws Exception {
        list("").andExpect(status().isOk())
                .andExpect(content().json("{\"items\":[]}"))
                .andExpect(jsonPath("$.next").doesNotExist());
    }

    @Test
    void tasksAreShownInTheReadersLanguage() throws Exception {
        add(1);
        mvc.perform(get("/api/v1/tasks").locale(Locale.of("ru")))
                .andExpect(header().string("Content-Language", "ru"))
                .andExpect(header().string("Vary", "Accept-Language"))
                .andExpect(
                        jsonPath("$.items[0].id").value(stored.getFirst().id().toString()))
                .andExpect(jsonPath("$.items[0].recorded").value(true))
                .andExpect(jsonPath("$.items[0].stateName").isNotEmpty());
    }

    @Test
    void followingNextShowsEveryTaskOnceLatestFirstWhileOthersAreAdded() throws Exception {
        add(101);
        List<String> expected =
                stored.stream().map(task -> task.id().toString()).toList();
        List<String> seen = new ArrayList<>();
        @Nullable String cursor = "";
        int pages = 0;
        while (cursor != null) {
            JsonNode page = json(list("?limit=25" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
            page.path("items").forEach(item -> seen.add(item.path("id").asString()));
            cursor = page.has("next") ? page.path("next").asString() : null;
            pages++;
            add(3);
        }
        assertThat(pages).isEqualTo(5);
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void thePageThatTakesTheLastTaskHasNoNext() throws Exception {
        add(50);
        assertThat(json(list("?limit=50")).has("next")).isFalse();
        assertThat(json(list("?limit=49")).has("next")).isTrue();
        add(1);
        assertThat(json(list("")).path("items").size()).as("the default").isEqualTo(50);
        assertThat(json(list("?limit=200")).path("items").size()).isEqualTo(51);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "1.5", "x", "", "99999999999", "1,2", " 1"})
    void aLimitThatIsNoneIsToldWithNameValueAndRule(String limit) throws Exception {
        problem(mvc.perform(get("/api/v1/tasks").queryParam("limit", limit)), 400, "malformed-limit")
                .andExpect(jsonPath("$.name").value("limit"))
                .andExpect(jsonPath("$.value").value(limit))
                .andExpect(jsonPath("$.rule").value("a whole number of 1 to 200"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1-2-3-4-5", "{}"})
    void aCursorThatIsNoneIsRefused(String cursor) throws Exception {
        problem(mvc.perform(get("/api/v1/tasks").queryParam("cursor", cursor)), 400, "malformed-cursor");
    }

    @Test
    void whileTheStoreIsAwayNothingIsListed() throws Exception {
        newest = (_, _) -> {
            throw mock(StoreUnavailableException.class);
        };
        problem(list(""), 503, "store-unavailable").andExpect(header().string("Retry-After", "1"));
    }

    private ResultActions list(String query) throws Exception {
        return mvc.perform(get("/api/v1/tasks" + query));
    }

    private static JsonNode json(ResultActions answer) throws Exception {
        return new JsonMapper()
                .readTree(answer.andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsString());
    }

    private static ResultActions problem(ResultActions answer, int status, String type) throws Exception {
        return answer.andExpect(status().is(status))
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.type").value("urn:taskmill:problem:" + type));
    }

    private List<TaskRow> newest(@Nullable TaskId before, int limit) {
        return stored.stream()
                .filter(task -> before == null || task.id().compareTo(before) < 0)
                .limit(limit)
                .toList();
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            TaskId id = ids.mint(CREATED.plusMillis(stored.size()));
            TaskSpec spec =
                    new TaskSpec("COUNT", 1, "basic", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, CREATED);
            Task task = TaskTransition.apply(null, new RunCommand(id, 1, spec), CREATED)
                    .task();
            stored.addFirst(TaskRow.of(Objects.requireNonNull(task), 1));
        }
    }
}
