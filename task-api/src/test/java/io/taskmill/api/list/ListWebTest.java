package io.taskmill.api.list;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskRow;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.store.TaskFilter;
import io.taskmill.store.TaskFilter.Subject;
import io.taskmill.testkit.SettableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ListWebTest {

    private static final Instant CREATED = Instant.parse("2026-05-01T10:00:00.123Z");

    @RegisterExtension
    private final WebRig rig = new WebRig();

    /** Latest first. */
    private final List<TaskRow> stored = new ArrayList<>();

    private final List<TaskFilter> asked = new ArrayList<>();

    private final MockMvc mvc = rig.mvc(new ListController(
            rig.startup,
            new TaskViews(new TypeCatalog(List::of, () -> 0), new SettableClock(CREATED.plusSeconds(11)))));

    @BeforeEach
    void whatIsStoredIsListed() {
        rig.newest = this::newest;
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

    static Stream<Arguments> served() {
        Map<String, @Nullable Subject> subjects = new LinkedHashMap<>();
        subjects.put("", null);
        subjects.put("&type=COUNT", new Subject.Type("COUNT"));
        subjects.put("&entity=vm", new Subject.Entity("vm"));
        subjects.put("&entity=vm:7", new Subject.Entity("vm:7"));
        subjects.put("&creator=ada@b", new Subject.Creator("ada@b"));
        Map<String, Set<State>> states = Map.of(
                "", EnumSet.allOf(State.class),
                "&category=PENDING", Set.of(State.INITIAL, State.IN_PROGRESS),
                "&category=FINISHED", Set.of(State.FINISHED),
                "&category=FAILED", Set.of(State.FAILED, State.CANCELLED),
                "&state=CANCELLED", Set.of(State.CANCELLED),
                "&category=PENDING&state=INITIAL", Set.of(State.INITIAL));
        return subjects.entrySet().stream().flatMap(subject -> states.entrySet().stream()
                .map(state -> Arguments.of(
                        subject.getKey() + state.getKey(), new TaskFilter(state.getValue(), subject.getValue()))));
    }

    @ParameterizedTest
    @MethodSource("served")
    void filtersThatAnIndexServesArePassedOnAlsoWithACursor(String query, TaskFilter filter) throws Exception {
        add(3);
        list("?limit=1" + query).andExpect(status().isOk());
        list("?limit=1&cursor=" + stored.get(1).id() + query)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[0].id").value(stored.get(2).id().toString()));
        assertThat(asked).containsExactly(filter, filter);
    }

    @Test
    void ofRowsParametersAndOutputAreLeftOut() throws Exception {
        add(1);
        list("").andExpect(jsonPath("$.items[0].type").value("COUNT"))
                .andExpect(jsonPath("$.items[0].version").value(1))
                .andExpect(jsonPath("$.items[0].params").doesNotExist())
                .andExpect(jsonPath("$.items[0].output").doesNotExist());
    }

    @ParameterizedTest
    @ValueSource(strings = {"type=COUNT&creator=ada", "creator=ada&entity=vm", "entity=vm:7&type=COUNT&state=FAILED"})
    void filtersThatNoIndexServesAreRefusedWithAHint(String query) throws Exception {
        problem(list("?" + query), 400, "unserved-filters")
                .andExpect(jsonPath("$.hint")
                        .value("At most one of type, entity and creator; with it, or alone, category or state."));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "state, FOO, 'one of CANCELLED, FAILED, FINISHED, INITIAL, IN_PROGRESS'",
        "state, finished, 'one of CANCELLED, FAILED, FINISHED, INITIAL, IN_PROGRESS'",
        "category, '', 'one of FAILED, FINISHED, PENDING'",
        "category, DONE, 'one of FAILED, FINISHED, PENDING'",
        "type, count, '1 to 63 of A-Z, 0-9 and ''_'', beginning with a letter'",
        "type, '', '1 to 63 of A-Z, 0-9 and ''_'', beginning with a letter'",
        "entity, '', 'a kind, such as vm, or kind and id, such as vm:7; 1 to 319 characters'",
        "creator, '', '1 to 255 characters'",
    })
    void aFilterThatCannotBeIsToldWithNameValueAndRule(String name, String value, String rule) throws Exception {
        problem(mvc.perform(get("/api/v1/tasks").queryParam(name, value)), 400, "malformed-filter")
                .andExpect(jsonPath("$.name").value(name))
                .andExpect(jsonPath("$.value").value(value))
                .andExpect(jsonPath("$.rule").value(rule));
    }

    @ParameterizedTest
    @CsvSource({"type, 63", "entity, 319", "creator, 255"})
    void aFilterThatIsTooLongIsRefused(String name, int longest) throws Exception {
        list("?" + name + "=" + "A".repeat(longest)).andExpect(status().isOk());
        problem(list("?" + name + "=" + "A".repeat(longest + 1)), 400, "malformed-filter");
    }

    @Test
    void aStateOfAnotherCategoryIsRefused() throws Exception {
        problem(list("?category=FAILED&state=FINISHED"), 400, "malformed-filter")
                .andExpect(jsonPath("$.name").value("state"))
                .andExpect(jsonPath("$.rule").value("a state of the category FAILED: CANCELLED, FAILED"));
    }

    @Test
    void aParameterThatThereIsNotIsRefused() throws Exception {
        problem(list("?status=FAILED"), 400, "malformed-query")
                .andExpect(jsonPath("$.name").value("status"))
                .andExpect(jsonPath("$.value").value("FAILED"))
                .andExpect(
                        jsonPath("$.rule").value("one of category, state, type, entity, creator, cursor, limit, lang"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "limit", "cursor", "type"})
    void aParameterThatIsGivenTwiceIsRefused(String name) throws Exception {
        problem(mvc.perform(get("/api/v1/tasks").queryParam(name, "1", "2")), 400, "malformed-query")
                .andExpect(jsonPath("$.name").value(name))
                .andExpect(jsonPath("$.value").value("1, 2"))
                .andExpect(jsonPath("$.rule").value("given once at most"));
    }

    @Test
    void whileTheStoreIsAwayNothingIsListed() throws Exception {
        rig.newest = (_, _, _) -> {
            throw WebRig.storeAway();
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

    private List<TaskRow> newest(TaskFilter filter, @Nullable TaskId before, int limit) {
        asked.add(filter);
        return stored.stream()
                .filter(task -> before == null || task.id().compareTo(before) < 0)
                .limit(limit)
                .toList();
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            TaskId id = rig.ids.mint(CREATED.plusMillis(stored.size()));
            TaskSpec spec =
                    new TaskSpec("COUNT", 1, "basic", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, CREATED);
            Task task = TaskTransition.apply(null, new RunCommand(id, 1, spec), CREATED)
                    .task();
            stored.addFirst(TaskRow.of(Objects.requireNonNull(task), 1));
        }
    }
}
