package io.taskmill.api.diagnosis;

import static io.taskmill.api.WebRig.problem;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.api.ask.Lookups;
import io.taskmill.api.pause.KnownPauses;
import io.taskmill.model.After;
import io.taskmill.model.ChunkCounts;
import io.taskmill.model.Claim;
import io.taskmill.model.GateRule;
import io.taskmill.model.Json;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Pause;
import io.taskmill.model.Priority;
import io.taskmill.model.RateRule;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Run;
import io.taskmill.model.Spawn;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.WhenFull;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.message.ChunkReport;
import io.taskmill.model.message.GateEvent.ClaimGate;
import io.taskmill.model.message.GateEvent.LimitGate;
import io.taskmill.model.message.RateGranted;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.pause.Pauses;
import io.taskmill.model.session.Session;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.store.Versioned;
import io.taskmill.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.ResultMatcher;

class DiagnosisWebTest {

    private static final Instant NOW = Instant.parse("2031-05-04T12:00:00Z");
    private static final GateRule GATE = new GateRule("pool:7", 1, WhenFull.WAIT);
    private static final RateRule RATE = new RateRule("host:a", 1, Duration.ofSeconds(1), 1);
    private static final RetryPolicy TWICE = new RetryPolicy(2, Duration.ofMinutes(1), Duration.ofMinutes(1), Set.of());

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private final SettableClock clock = new SettableClock(NOW);
    private final MockMvc mvc = rig.mvc(new DiagnosisController(
            rig.startup,
            Lookups.of(rig.startup),
            Lookups.workers(rig.startup),
            new KnownPauses(() -> rig.pauses.get(), () -> 0),
            clock));
    private final TaskId id = rig.ids.mint(NOW);
    private final TaskId other = rig.ids.mint(NOW);
    private final Run run = new Run("r-1", "s-1", "host-1", 1, NOW, 40, null);

    @Test
    void whatIsNotRecordedSaysSo() throws Exception {
        diagnosis()
                .andExpect(code(0, "NOT_RECORDED"))
                .andExpect(jsonPath("$.phase").doesNotExist());
        problem(mvc.perform(get("/api/v1/tasks/nonsense/diagnosis")), 400, "malformed-id");
    }

    @Test
    void whoWaitsForItsTimeSaysUntilWhen() throws Exception {
        known(submission(spec().startingAt(NOW.plusSeconds(60))));
        diagnosis().andExpect(code(0, "TIME")).andExpect(text(0, "It is not to start before 2031-05-04T12:01:00Z."));
    }

    @Test
    void whoWaitsForOthersNamesThem() throws Exception {
        known(submission(spec().startingAfter(new After(List.of(other), After.On.SUCCESS))));
        diagnosis()
                .andExpect(code(0, "DEPENDENCIES"))
                .andExpect(text(0, "It waits for another task: " + other + "."))
                .andExpect(jsonPath("$.causes[0].details.tasks[0]").value(other.toString()));
    }

    @Test
    void whoHasChildrenSaysHowManyAreOverAndThatItsEndStepIsLeft() throws Exception {
        Spawn family = new Spawn(1, 3, 3, SpawnMode.PARALLEL, OnFailure.CONTINUE, null);
        RunEvent spawned = new RunEvent.Spawned(id, 1, run, NOW, family);
        known(submission(spec()), spawned, counted(1, false));
        diagnosis()
                .andExpect(code(0, "CHILDREN"))
                .andExpect(text(0, "1 of its 3 children is over; it goes on once all are."));

        known(submission(spec()), spawned, counted(3, true));
        diagnosis().andExpect(code(0, "END_STEP")).andExpect(code(1, "NO_WORKER"));

        Run second = new Run("r-2", "s-1", "host-1", 1, NOW, 40, null);
        known(submission(spec()), spawned, counted(3, true), new RunEvent.Progress(id, 2, second));
        diagnosis()
                .andExpect(code(0, "END_STEP"))
                .andExpect(text(0, "Its 3 children are over; its end step is what is left."))
                .andExpect(code(1, "RUNNING"));
    }

    private ChunkReport counted(int finished, boolean over) {
        ChunkCounts counts = new ChunkCounts(finished, 0, 0, 0, finished, over);
        return new ChunkReport(id, 1, run.id(), 0, false, counts, List.of());
    }

    @Test
    void whoWaitsForAGateSaysWhoHoldsItAndHowManyAreBefore() throws Exception {
        known(submission(spec(TaskPolicy.DEFAULT.withGate(GATE))));
        diagnosis().andExpect(code(0, "GATE_ASKED"));

        rig.gates.fold(new ClaimGate(new Claim(other, 1), GATE, Priority.NORMAL, NOW), NOW);
        rig.gates.fold(new ClaimGate(new Claim(id, 1), GATE, Priority.NORMAL, NOW), NOW);
        rig.waiting.aheadAtGate = 2;
        diagnosis()
                .andExpect(code(0, "GATE"))
                .andExpect(text(
                        0,
                        "The gate pool:7 lets in 1 task at a time and is held by " + other
                                + "; 2 tasks are before it."));

        rig.gates.fold(new LimitGate("pool:7", "c-1", "ada", NOW, 0), NOW);
        diagnosis()
                .andExpect(code(0, "GATE_CLOSED"))
                .andExpect(jsonPath("$.causes[0].details.by").value("ada"));
    }

    @Test
    void whoIsHeldBackByARateSaysUntilWhen() throws Exception {
        TaskSpec rated = spec(TaskPolicy.DEFAULT.withRate(RATE));
        known(submission(rated));
        diagnosis().andExpect(code(0, "RATE_ASKED"));
        known(submission(rated), new RateGranted(id, 1, "host:a", NOW.plusSeconds(5)));
        diagnosis()
                .andExpect(code(0, "RATE"))
                .andExpect(text(0, "The rate host:a lets it go at 2031-05-04T12:00:05Z."));
    }

    @Test
    void whoIsQueuedSaysHowManyAreBeforeAndWhetherAnybodyCanRunIt() throws Exception {
        known(submission(spec()));
        diagnosis()
                .andExpect(code(0, "NO_WORKER"))
                .andExpect(text(0, "No living worker of pool basic has version 1 of type COUNT, or a higher one."));
        rig.living = _ -> List.of(session(8, NOW));
        rig.waiting.aheadInQueue = 1;
        MockMvc later = rig.mvc(new DiagnosisController(
                rig.startup,
                Lookups.of(rig.startup),
                Lookups.workers(rig.startup),
                new KnownPauses(() -> rig.pauses.get(), () -> 0),
                clock));
        later.perform(get("/api/v1/tasks/" + id + "/diagnosis"))
                .andExpect(code(0, "QUEUE"))
                .andExpect(text(0, "1 task is before it in the queue basic.normal."))
                .andExpect(code(1, "SLOTS"));
    }

    @Test
    void whoIsGivenBackSaysWhichTypeIsMissing() throws Exception {
        known(submission(spec()), new TypeMissing(id, 1, "old", NOW));
        diagnosis().andExpect(code(0, "TYPE_MISSING")).andExpect(code(1, "NO_WORKER"));
    }

    @Test
    void whoRunsSaysWhereAndWhetherThatWorkerIsHeardOf() throws Exception {
        known(submission(spec()), new RunEvent.Start(id, 1, run, null));
        rig.waiting.session = session(3, NOW.minusSeconds(5));
        diagnosis()
                .andExpect(code(0, "RUNNING"))
                .andExpect(text(0, "Worker host-1 is at it since 2031-05-04T12:00:00Z; it has come to 40 %."))
                .andExpect(jsonPath("$.causes[1]").doesNotExist());
        rig.waiting.session = session(3, NOW.minusSeconds(11));
        diagnosis()
                .andExpect(code(1, "WORKER_SILENT"))
                .andExpect(jsonPath("$.causes[1].details.since").value("2031-05-04T11:59:49Z"));
    }

    @Test
    void whoWaitsForItsNextAttemptIsCancelledOrHasEndedSaysSo() throws Exception {
        RunEvent start = new RunEvent.Start(id, 1, run, null);
        RunEvent failed = new RunEvent.Failed(
                id, 1, new Run("r-1", "s-1", "host-1", 2, NOW, 40, null), NOW, new TaskError("BUSY", "no", true));
        known(submission(spec(TaskPolicy.DEFAULT.withRetry(TWICE))), start, failed);
        diagnosis()
                .andExpect(code(0, "RETRY"))
                .andExpect(jsonPath("$.causes[0].details.error").value("BUSY"));
        known(submission(spec()), start, new CancelTask(id, "c-1", "ada", NOW, null));
        diagnosis()
                .andExpect(code(0, "CANCELLING"))
                .andExpect(text(
                        0,
                        "It was cancelled at 2031-05-04T12:00:00Z by ada; worker host-1 was told once and has not ended it"
                                + " yet."));
        known(submission(spec()), start, failed);
        diagnosis().andExpect(code(0, "ENDED")).andExpect(text(0, "It has ended as FAILED, at 2031-05-04T12:00:00Z."));
    }

    @Test
    void whoWaitsForThePauseToEndSaysWhoHasPausedWhatAndWhy() throws Exception {
        known(submission(spec()));
        rig.pauses =
                () -> new Pauses(1, List.of(new Pause(Pause.Kind.POOL, "basic", "ada", "repairs", NOW)), List.of());
        diagnosis()
                .andExpect(code(0, "PAUSED"))
                .andExpect(text(0, "Its pool basic is paused since 2031-05-04T12:00:00Z by ada: repairs."))
                .andExpect(code(1, "NO_WORKER"));
    }

    @Test
    void speaksTheReadersLanguage() throws Exception {
        known(submission(spec().startingAt(NOW.plusSeconds(60))));
        mvc.perform(get("/api/v1/tasks/" + id + "/diagnosis").locale(Locale.of("ru")))
                .andExpect(header().string("Content-Language", "ru"))
                .andExpect(text(0, "Задача не начнётся раньше 2031-05-04T12:01:00Z."));
    }

    @Test
    void saysSoWhenTheStoreIsAway() throws Exception {
        rig.tasks = _ -> {
            throw WebRig.storeAway();
        };
        problem(diagnosisOf(), 503, "store-unavailable");
    }

    private ResultActions diagnosis() throws Exception {
        return diagnosisOf().andExpect(status().isOk());
    }

    private ResultActions diagnosisOf() throws Exception {
        return mvc.perform(get("/api/v1/tasks/" + id + "/diagnosis"));
    }

    private static ResultMatcher code(int cause, String code) {
        return jsonPath("$.causes[" + cause + "].code").value(code);
    }

    private static ResultMatcher text(int cause, String text) {
        return jsonPath("$.causes[" + cause + "].text").value(text);
    }

    private RunCommand submission(TaskSpec spec) {
        return new RunCommand(id, 1, spec);
    }

    private void known(TaskEvent... events) {
        Task task = null;
        for (TaskEvent event : events) {
            task = TaskTransition.apply(task, event, NOW).task();
        }
        Versioned<Task> read = new Versioned<>(Objects.requireNonNull(task), 1);
        rig.tasks = asked -> asked.equals(id) ? Optional.of(read) : Optional.empty();
    }

    private static TaskSpec spec() {
        return spec(new TaskPolicy(RetryPolicy.NONE, Timeouts.NONE, false));
    }

    private static TaskSpec spec(TaskPolicy policy) {
        return new TaskSpec("COUNT", 1, "basic", Priority.NORMAL, Json.EMPTY_OBJECT, null, null, null, NOW, policy);
    }

    private static Session session(int used, Instant heard) {
        WorkerInfo worker =
                new WorkerInfo("w-1", "host-1", 4711L, "0.1", List.of("basic"), 8, used, 0, false, Map.of("COUNT", 1));
        return new Session("s-1", Session.Status.ACTIVE, 7, NOW, heard, worker, List.of());
    }
}
