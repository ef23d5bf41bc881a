package io.taskmill.api.log;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.api.ask.Lookups;
import io.taskmill.model.Json;
import io.taskmill.model.LogEntry;
import io.taskmill.model.Priority;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.store.LogLine;
import io.taskmill.store.LogPosition;
import io.taskmill.store.Versioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogWebTest {

    private static final Instant AT = Instant.parse("2026-05-01T10:00:00.123Z");

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private final TaskId id = rig.ids.mint(AT);
    private final List<LogLine> stored = new ArrayList<>();

    private record Asked(
            TaskId task,
            @Nullable Integer epoch,
            @Nullable String run,
            @Nullable LogPosition after,
            int limit) {}

    private final List<Asked> asked = new ArrayList<>();

    private final MockMvc mvc = rig.mvc(new LogController(Lookups.of(rig.startup), rig.startup));

    @BeforeEach
    void whatIsStoredIsRead() {
        rig.logs = (task, epoch, run, after, limit) -> {
            asked.add(new Asked(task, epoch, run, after, limit));
            int from = after == null ? 0 : 1 + positions().indexOf(after);
            return stored.subList(from, Math.min(stored.size(), from + limit));
        };
    }

    private List<LogPosition> positions() {
        return stored.stream().map(LogLine::position).toList();
    }

    @Test
    void entriesAreShownWithTheirTimeDispatchAndRun() throws Exception {
        stored.add(new LogLine(new LogPosition(2, "run-1", 0, 0), new LogEntry(AT, "counting to 3")));
        ask("").andExpect(status().isOk())
                .andExpect(jsonPath("$.items.length()").value(1))
                .andExpect(jsonPath("$.items[0].at").value(AT.toString()))
                .andExpect(jsonPath("$.items[0].epoch").value(2))
                .andExpect(jsonPath("$.items[0].run").value("run-1"))
                .andExpect(jsonPath("$.items[0].text").value("counting to 3"))
                .andExpect(jsonPath("$.next").doesNotExist());
        assertThat(asked).containsExactly(new Asked(id, null, null, null, 51));
    }

    @Test
    void ofATaskThatHasLoggedNothingOrIsNotRecordedYetTheLogIsEmpty() throws Exception {
        ask("").andExpect(status().isOk()).andExpect(content().json("{\"items\":[]}"));
    }

    @Test
    void followingNextShowsEveryEntryOnce() throws Exception {
        IntStream.range(0, 101)
                .forEach(i -> stored.add(
                        new LogLine(new LogPosition(1 + i / 50, "r._-", i / 7, i % 7), new LogEntry(AT, "" + i))));
        List<String> seen = new ArrayList<>();
        @Nullable String cursor = "";
        while (cursor != null) {
            JsonNode page = new JsonMapper()
                    .readTree(ask("?limit=25" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                            .andReturn()
                            .getResponse()
                            .getContentAsString());
            page.path("items").forEach(item -> seen.add(item.path("text").asString()));
            cursor = page.has("next") ? page.path("next").asString() : null;
        }
        assertThat(seen)
                .isEqualTo(IntStream.range(0, 101).mapToObj(String::valueOf).toList());
        assertThat(asked).hasSize(5);
    }

    @Test
    void aDispatchAndARunOfItCanBeAskedFor() throws Exception {
        ask("?epoch=3&limit=200").andExpect(status().isOk());
        ask("?epoch=3&run=run-1").andExpect(status().isOk());
        assertThat(asked).containsExactly(new Asked(id, 3, null, null, 201), new Asked(id, 3, "run-1", null, 51));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"epoch=0", "epoch=-1", "epoch=x", "epoch=", "epoch=2147483648", "run=run-1", "epoch=1&run=a/b"})
    void whatNoRunCanHaveIsRefused(String query) throws Exception {
        problem(ask("?" + query), 400, "malformed-filter")
                .andExpect(jsonPath("$.rule").isNotEmpty());
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1~r~0", "1~r~0~-1", "9999999999~r~0~0", "1~a/b~0~0", "1~r~0~0~0"})
    void whatIsNoCursorIsRefused(String cursor) throws Exception {
        problem(ask("?cursor=" + cursor), 400, "malformed-cursor");
    }

    @Test
    void aLimitOutOfBoundsAndWhatIsNoParameterAreRefused() throws Exception {
        problem(ask("?limit=0"), 400, "malformed-limit");
        problem(ask("?limit=201"), 400, "malformed-limit");
        problem(ask("?worker=w"), 400, "malformed-query");
        problem(ask("?epoch=1&epoch=2"), 400, "malformed-query");
    }

    @Test
    void thereIsNoLogOfWhatIsNoTask() throws Exception {
        problem(mvc.perform(get("/api/v1/tasks/x/log")), 400, "malformed-id");
        problem(mvc.perform(get("/api/v1/tasks/" + new UUID(0, 1) + "/log")), 404, "unknown-task");
        assertThat(asked).isEmpty();
    }

    @Test
    void ofADeletedTaskThereIsNoLogAnyMore() throws Exception {
        TaskSpec spec = new TaskSpec("COUNT", 1, "basic", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, AT);
        Task gone = fold(
                new RunCommand(id, 1, spec),
                new UserCommand.CancelTask(id, "cancel", null, AT, null),
                new UserCommand.DeleteTask(id, "delete", null, AT, 1));
        rig.tasks = _ -> Optional.of(new Versioned<>(gone, 3));
        problem(ask(""), 410, "task-deleted");
        assertThat(asked).isEmpty();
    }

    private static Task fold(TaskEvent... events) {
        @Nullable Task task = null;
        for (TaskEvent event : events) {
            task = TaskTransition.apply(task, event, AT).task();
        }
        return Objects.requireNonNull(task);
    }

    @Test
    void whileTheStoreIsAwayNothingIsSaid() throws Exception {
        rig.logs = (_, _, _, _, _) -> {
            throw WebRig.storeAway();
        };
        problem(ask(""), 503, "store-unavailable");
    }

    private ResultActions ask(String query) throws Exception {
        return mvc.perform(get("/api/v1/tasks/" + id + "/log" + query));
    }
}
