package io.taskmill.api.ask;

import static io.taskmill.api.WebRig.problem;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.api.pause.KnownPauses;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.Json;
import io.taskmill.model.Pause;
import io.taskmill.model.Priority;
import io.taskmill.model.Run;
import io.taskmill.model.Step;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.message.CommandDied;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.pause.Pauses;
import io.taskmill.model.session.Session;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
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
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

class AskWebTest {

    private static final Instant CREATED = Instant.parse("2026-05-01T10:00:00.123Z");

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private final TaskId id = rig.ids.mint(CREATED);
    private final RunCommand submission = new RunCommand(
            id, 1, new TaskSpec("COUNT", 1, "basic", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, CREATED));
    private final RunEvent progress =
            new RunEvent.Progress(id, 1, new Run("run-1", "session-1", "host-1", 1, CREATED.plusSeconds(1), 50, null));

    private final Map<TaskId, Task> documents = new HashMap<>();
    private final Map<Integer, Instant> folded = new HashMap<>();
    private long nanoTime;

    private final MockMvc mvc = rig.mvc(new AskController(
            new Lookup(rig.startup, new Watermarks(() -> Map.copyOf(folded), () -> nanoTime)),
            new TaskViews(new TypeCatalog(List::of, () -> 0), new SettableClock(CREATED.plusSeconds(11))),
            new CapableWorkers(rig.startup, () -> nanoTime),
            new KnownPauses(() -> rig.pauses.get(), () -> nanoTime)));

    @BeforeEach
    void documentsAreRead() {
        rig.tasks = asked -> Optional.ofNullable(documents.get(asked)).map(task -> new Versioned<>(task, 3));
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
    void aTasksHistoryIsShown() throws Exception {
        fold(submission, progress);
        ask(id).andExpect(status().isOk())
                .andExpect(jsonPath("$.history[0].kind").value("SUBMITTED"))
                .andExpect(jsonPath("$.history[0].at").value(CREATED.toString()))
                .andExpect(jsonPath("$.history[0].worker").doesNotExist())
                .andExpect(jsonPath("$.history[1].kind").value("STARTED"))
                .andExpect(jsonPath("$.history[1].epoch").value(1))
                .andExpect(jsonPath("$.history[1].run").value("run-1"))
                .andExpect(jsonPath("$.history[1].worker").value("host-1"))
                .andExpect(jsonPath("$.history.length()").value(2))
                .andExpect(jsonPath("$.historyDropped").doesNotExist());
    }

    @Test
    void theStepsOfTheLatestRunAreShownAndWhichOneItIsAt() throws Exception {
        Instant begun = CREATED.plusSeconds(1);
        Run run = new Run(
                "run-1",
                "s-1",
                "host-1",
                2,
                begun,
                10,
                null,
                null,
                List.of(
                        new Step("VALIDATING", begun, begun.plusSeconds(1)),
                        new Step("EXECUTING", begun.plusSeconds(1))));
        fold(submission, new RunEvent.Progress(id, 1, run));
        ask(id).andExpect(jsonPath("$.steps.length()").value(2))
                .andExpect(jsonPath("$.steps[0].name").value("VALIDATING"))
                .andExpect(jsonPath("$.steps[0].state").value("FINISHED"))
                .andExpect(
                        jsonPath("$.steps[0].ended").value(begun.plusSeconds(1).toString()))
                .andExpect(jsonPath("$.steps[1].state").value("RUNNING"))
                .andExpect(jsonPath("$.steps[1].ended").doesNotExist());

        fold(new RunEvent.Failed(id, 1, run(run), begun.plusSeconds(9), new TaskError("IO", "no route", false)));
        ask(id).andExpect(jsonPath("$.steps[1].state").value("FAILED"));
    }

    /** The same with its next report. */
    private static Run run(Run run) {
        return new Run(run.id(), run.session(), run.worker(), 3, run.started(), 10, null, null, run.steps());
    }

    @Test
    void ofALongHistoryItIsToldHowMuchIsNotKept() throws Exception {
        fold(submission);
        for (int epoch = 1; epoch <= 40; epoch++) {
            fold(
                    new UserCommand.CancelTask(id, "cancel-" + epoch, null, CREATED, null),
                    new UserCommand.RetryTask(id, "retry-" + epoch, null, CREATED, epoch));
        }
        ask(id).andExpect(jsonPath("$.history.length()").value(64))
                .andExpect(jsonPath("$.historyDropped").value(81 - 64))
                .andExpect(jsonPath("$.history[0].kind").value("SUBMITTED"));
    }

    @Test
    void thatTheCommandOfAQueuedTaskIsADeadLetterIsShown() throws Exception {
        fold(submission, new CommandDied(id, 1, "params are none", CREATED.plusSeconds(2)));
        ask(id).andExpect(status().isOk())
                .andExpect(jsonPath("$.phase").value("QUEUED"))
                .andExpect(jsonPath("$.deadCommand.reason").value("params are none"))
                .andExpect(jsonPath("$.deadCommand.at").value("2026-05-01T10:00:02.123Z"));
    }

    @Test
    void aBlockedTaskSaysWhichWorkersItWaitsForAndThatNoneLives() throws Exception {
        living(worker("basic", Map.of("OTHER", 7)), worker("gpu", Map.of("COUNT", 7)), worker("basic", Map.of()));
        fold(submission, new TypeMissing(id, 1, "host-1", CREATED.plusSeconds(2)));
        ask(id).andExpect(status().isOk())
                .andExpect(jsonPath("$.phase").value("BLOCKED"))
                .andExpect(jsonPath("$.state").value("INITIAL"))
                .andExpect(jsonPath("$.nextAttemptAt").exists())
                .andExpect(jsonPath("$.history[1].kind").value("BLOCKED"))
                .andExpect(jsonPath("$.history[1].worker").value("host-1"))
                .andExpect(jsonPath("$.waitingFor.type").value("COUNT"))
                .andExpect(jsonPath("$.waitingFor.typeVersion").value(1))
                .andExpect(jsonPath("$.waitingFor.pool").value("basic"))
                .andExpect(jsonPath("$.waitingFor.workers").value(0));
    }

    @Test
    void aQueuedTaskSaysHowManyWorkersCouldRunItAsOfTwoSecondsAgo() throws Exception {
        living(worker("basic", Map.of("COUNT", 1)), worker("basic", Map.of("COUNT", 2)), worker("basic", Map.of()));
        fold(submission);
        ask(id).andExpect(jsonPath("$.waitingFor.workers").value(2));
        living();
        ask(id).andExpect(jsonPath("$.waitingFor.workers").value(2));
        nanoTime += CapableWorkers.KEPT.toNanos();
        ask(id).andExpect(jsonPath("$.waitingFor.workers").value(0));
    }

    @Test
    void aWorkerThatDrainsIsNoneThatCouldRunIt() throws Exception {
        living(new WorkerInfo("w-1", "host-1", 7, "0.1", List.of("basic"), 8, 0, 0, true, Map.of("COUNT", 2)));
        fold(submission);
        ask(id).andExpect(jsonPath("$.waitingFor.workers").value(0));
    }

    @Test
    void aTaskThatWaitsSaysThatItsTypeIsPausedByWhomAndWhyAndBeforeThatItsPool() throws Exception {
        Instant since = CREATED.plusSeconds(1);
        Pause type = new Pause(Pause.Kind.TYPE, "COUNT", "ada", "it counts wrongly", since);
        rig.pauses =
                () -> new Pauses(1, List.of(new Pause(Pause.Kind.TYPE, "COPY", null, null, since), type), List.of());
        fold(submission, new TypeMissing(id, 1, "host-1", CREATED.plusSeconds(2), true));
        ask(id).andExpect(status().isOk())
                .andExpect(jsonPath("$.phase").value("BLOCKED"))
                .andExpect(jsonPath("$.history[1].reason").value("TYPE_PAUSED"))
                .andExpect(jsonPath("$.pause.kind").value("type"))
                .andExpect(jsonPath("$.pause.name").value("COUNT"))
                .andExpect(jsonPath("$.pause.by").value("ada"))
                .andExpect(jsonPath("$.pause.reason").value("it counts wrongly"))
                .andExpect(jsonPath("$.pause.since").value(since.toString()));
        rig.pauses =
                () -> new Pauses(2, List.of(type, new Pause(Pause.Kind.POOL, "basic", null, null, since)), List.of());
        nanoTime += Duration.ofSeconds(1).toNanos();
        ask(id).andExpect(jsonPath("$.pause.kind").value("pool"))
                .andExpect(jsonPath("$.pause.by").doesNotExist());
    }

    @Test
    void aRunningTaskWaitsForNoWorkerAndForNoPauseToEnd() throws Exception {
        rig.pauses = () -> new Pauses(1, List.of(new Pause(Pause.Kind.POOL, "basic", "ada", null, CREATED)), List.of());
        fold(submission, progress);
        ask(id).andExpect(jsonPath("$.pause").doesNotExist());
        ask(id).andExpect(status().isOk()).andExpect(jsonPath("$.waitingFor").doesNotExist());
    }

    private void living(WorkerInfo... workers) {
        List<Session> sessions = Stream.of(workers)
                .map(worker -> new Session("s-1", Session.Status.ACTIVE, 1, CREATED, CREATED, worker, List.of()))
                .toList();
        rig.living = _ -> sessions;
    }

    private static WorkerInfo worker(String pool, Map<String, Integer> types) {
        return new WorkerInfo("w-1", "host-1", 7, "0.1", List.of(pool), 8, 0, 0, false, types);
    }

    @Test
    void aDeletedTaskIsGoneAsLongAsThatIsRemembered() throws Exception {
        fold(
                submission,
                new UserCommand.CancelTask(id, "cancel", null, CREATED, null),
                new UserCommand.DeleteTask(id, "delete", null, CREATED, 1));
        folded.put(WebRig.SHARDS.of(id), CREATED.plus(Duration.ofHours(1)));
        problem(ask(id), 410, "task-deleted");
        documents.clear();
        problem(ask(id), 404, "unknown-task");
    }

    @Test
    void anIssuedIdIsUnknownOnceItsShardIsFoldedPastItByMoreThanTheSlack() throws Exception {
        int shard = WebRig.SHARDS.of(id);
        folded.put(shard, CREATED.plus(Lookup.SLACK));
        folded.put((shard + 1) % WebRig.SHARDS.count(), CREATED.plus(Duration.ofDays(1)));
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
        rig.tasks = _ -> {
            throw WebRig.storeAway();
        };
        problem(ask(id), 503, "store-unavailable").andExpect(header().string("Retry-After", "1"));
    }

    private ResultActions ask(TaskId asked) throws Exception {
        return mvc.perform(get("/api/v1/tasks/" + asked));
    }

    private void fold(TaskEvent... events) {
        Task task = documents.get(id);
        for (TaskEvent event : events) {
            task = TaskTransition.apply(task, event, CREATED).task();
        }
        documents.put(id, Objects.requireNonNull(task));
    }
}
