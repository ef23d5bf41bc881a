package io.taskmill.api.ask;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.startsWith;
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
import io.taskmill.model.Run;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.store.Versioned;
import io.taskmill.testkit.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class AskWebTest {

    private static final Instant CREATED = Instant.parse("2026-05-01T10:00:00.123Z");
    private static final Shards SHARDS = new Shards(4);

    private final TaskIds ids = new TaskIds(new byte[16], new Random(1));
    private final TaskId id = ids.mint(CREATED);
    private final RunCommand submission = new RunCommand(
            id, 1, new TaskSpec("COUNT", 1, "basic", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, CREATED));
    private final RunEvent progress =
            new RunEvent.Progress(id, 1, new Run("run-1", "session-1", "host-1", 1, CREATED.plusSeconds(1), 50, null));

    private final Map<TaskId, Task> documents = new HashMap<>();
    private final Map<Integer, Instant> folded = new HashMap<>();
    private Function<TaskId, Optional<Versioned<Task>>> tasks =
            asked -> Optional.ofNullable(documents.get(asked)).map(task -> new Versioned<>(task, 3));
    private long nanoTime;

    private final Startup startup = new Startup(() -> Optional.of(new Installed(
            SHARDS,
            ids,
            asked -> tasks.apply(asked),
            (_, _) -> List.of(),
            _ -> new PublishOutcome.NotSent("unused"),
            mock(DeadLetters.class))));
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new AskController(new Lookup(
                    startup,
                    new Watermarks(() -> Map.copyOf(folded), () -> nanoTime),
                    new TaskViews(new TypeCatalog(List::of, () -> 0), new SettableClock(CREATED.plusSeconds(11))))))
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
    void aRecordedTaskIsShown() throws Exception {
        fold(submission, progress);
        mvc.perform(get("/api/v1/tasks/" + id).locale(Locale.of("ru")))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Language", "ru"))
                .andExpect(header().string("Vary", "Accept-Language"))
                .andExpect(jsonPath("$.recorded").value(true))
                .andExpect(jsonPath("$.stateName").value("Выполняются"))
                .andExpect(jsonPath("$.estimatedEnd").value("2026-05-01T10:00:21.123Z"))
                .andExpect(jsonPath("$.output").doesNotExist());
    }

    @Test
    void ofAnIssuedIdWithoutADocumentItIsSaidThatItIsNotRecorded() throws Exception {
        ask(id).andExpect(status().isOk())
                .andExpect(content()
                        .json("{\"id\":\"" + id + "\",\"recorded\":false,\"created\":\"2026-05-01T10:00:00.123Z\"}"));
    }

    @Test
    void aStubIsNotShown() throws Exception {
        fold(progress);
        ask(id).andExpect(status().isOk())
                .andExpect(jsonPath("$.recorded").value(false))
                .andExpect(jsonPath("$.phase").doesNotExist());
    }

    @Test
    void anIssuedIdIsUnknownOnceItsShardIsFoldedPastItByMoreThanTheSlack() throws Exception {
        int shard = SHARDS.of(id);
        folded.put(shard, CREATED.plus(Lookup.SLACK));
        folded.put((shard + 1) % SHARDS.count(), CREATED.plus(Duration.ofDays(1)));
        ask(id).andExpect(status().isOk());
        folded.put(shard, CREATED.plus(Lookup.SLACK).plusMillis(1));
        nanoTime += Watermarks.KEPT.toNanos();
        problem(ask(id), 404, "unknown-task");
    }

    @Test
    void aForgedIdIsUnknown() throws Exception {
        UUID value = id.value();
        TaskId forged = new TaskId(new UUID(value.getMostSignificantBits(), value.getLeastSignificantBits() ^ 1));
        problem(ask(forged), 404, "unknown-task");
        problem(ask(new TaskId(UUID.randomUUID())), 404, "unknown-task");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-2-3-4-5", "0197a6f03c2e7b419d526f1c0a8e4b37", "%7B%7D"})
    void whatIsNoIdIsRefused(String text) throws Exception {
        problem(mvc.perform(get(URI.create("/api/v1/tasks/" + text))), 400, "malformed-id")
                .andExpect(jsonPath("$.detail", startsWith("A task id is a UUID")));
    }

    @Test
    void whileTheStoreIsAwayNothingIsSaid() throws Exception {
        tasks = _ -> {
            throw mock(StoreUnavailableException.class);
        };
        problem(ask(id), 503, "store-unavailable").andExpect(header().string("Retry-After", "1"));
    }

    private ResultActions ask(TaskId asked) throws Exception {
        return mvc.perform(get("/api/v1/tasks/" + asked));
    }

    private static ResultActions problem(ResultActions answer, int status, String type) throws Exception {
        return answer.andExpect(status().is(status))
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.type").value("urn:taskmill:problem:" + type));
    }

    private void fold(TaskEvent... events) {
        Task task = documents.get(id);
        for (TaskEvent event : events) {
            task = TaskTransition.apply(task, event, CREATED).task();
        }
        documents.put(id, Objects.requireNonNull(task));
    }
}
