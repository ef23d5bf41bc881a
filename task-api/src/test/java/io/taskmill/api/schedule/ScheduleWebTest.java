package io.taskmill.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.ApiProperties;
import io.taskmill.api.WebRig;
import io.taskmill.api.command.CommandIds;
import io.taskmill.api.command.EffectWatch;
import io.taskmill.api.submit.Templates;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.ScheduleCommand.PauseSchedule;
import io.taskmill.model.message.ScheduleCommand.PutSchedule;
import io.taskmill.model.message.ScheduleDue;
import io.taskmill.model.message.ScheduleEvent;
import io.taskmill.model.plan.CatchUp;
import io.taskmill.model.plan.Overlap;
import io.taskmill.model.plan.Plan;
import io.taskmill.model.plan.Timing;
import io.taskmill.model.schedule.Schedule;
import io.taskmill.model.schedule.ScheduleRules;
import io.taskmill.model.schedule.ScheduleTransition;
import io.taskmill.model.type.TaskType;
import io.taskmill.schedule.CalendarFirings;
import io.taskmill.store.Versioned;
import io.taskmill.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.util.unit.DataSize;

/** One schedule, a broker that takes commands, and time that passes only while somebody waits for an effect. */
class ScheduleWebTest {

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final String NIGHTLY = "/api/v1/schedules/nightly";
    private static final String TASK = "\"task\":{\"type\":\"COUNT\",\"params\":{\"times\":1.10}}";
    private static final String PLAN = "{\"cron\":\"30 2 * * *\",\"zone\":\"Europe/Berlin\"," + TASK + "}";

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private final List<ScheduleCommand> published = new ArrayList<>();
    private final SettableClock clock = new SettableClock(NOW);
    private final CalendarFirings firings = new CalendarFirings();
    private final TypeCatalog types = new TypeCatalog(
            () -> List.of(new TaskType(
                    "COUNT",
                    3,
                    "basic",
                    new Json("{\"type\":\"object\",\"properties\":{\"times\":{\"type\":\"number\"}}}"),
                    Map.of())),
            System::nanoTime);
    private @Nullable Schedule document;
    private boolean folds = true;
    private long nanoTime;
    private final MockMvc mvc = mvc();

    private MockMvc mvc() {
        ScheduleCommands commands = new ScheduleCommands(rig.startup, new EffectWatch(() -> nanoTime, this::sleep));
        CommandIds ids = new CommandIds(new Random(7));
        Templates templates = new Templates(types);
        ApiProperties properties = new ApiProperties(Duration.ofSeconds(5), DataSize.ofKilobytes(4));
        return rig.mvc(
                new ScheduleController(rig.startup, commands, ids, templates, firings, clock, properties),
                new ScheduleActController(commands, ids, clock),
                new PreviewController(commands, templates, firings, clock, properties));
    }

    private void sleep(Duration pause) {
        nanoTime += pause.toNanos();
        if (folds && !published.isEmpty()) {
            fold(published.getLast());
        }
    }

    private void fold(ScheduleEvent event) {
        document = ScheduleTransition.apply(document, event, clock.instant(), new ScheduleRules(firings, rig.ids));
    }

    @BeforeEach
    void commandsAreTaken() {
        rig.scheduleCommands = command -> {
            published.add(command);
            return new PublishOutcome.Accepted();
        };
        rig.schedules = name -> name.equals("nightly")
                ? Optional.ofNullable(document).map(schedule -> new Versioned<>(schedule, 1))
                : Optional.empty();
    }

    private ResultActions put(String body) throws Exception {
        return send(MockMvcRequestBuilders.put(NIGHTLY)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    private ResultActions act(String verb) throws Exception {
        return send(post(NIGHTLY + "/" + verb));
    }

    private ResultActions send(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        return mvc.perform(request);
    }

    private static ResultActions problem(ResultActions answer, int status, String type) throws Exception {
        return WebRig.problem(answer, status, type);
    }

    @Test
    void itIsMadeAndShownAsItIs() throws Exception {
        put(PLAN)
                .andExpect(status().isOk())
                .andExpect(header().exists(CommandIds.HEADER))
                .andExpect(jsonPath("$.name").value("nightly"))
                .andExpect(jsonPath("$.revision").value(1))
                .andExpect(jsonPath("$.status").value("ACTIVE"))
                .andExpect(jsonPath("$.cron").value("30 2 * * *"))
                .andExpect(jsonPath("$.zone").value("Europe/Berlin"))
                .andExpect(jsonPath("$.overlap").value("skip"))
                .andExpect(jsonPath("$.catchUp").value("one"))
                .andExpect(jsonPath("$.task.typeVersion").value(3))
                .andExpect(jsonPath("$.next").value("2026-05-02T00:30:00Z"))
                .andExpect(jsonPath("$.counts.fired").value(0));
        assertThat(((PutSchedule) published.getFirst())
                        .plan()
                        .template()
                        .params()
                        .text())
                .isEqualTo("{\"times\":1.10}");
        assertThat(((PutSchedule) published.getFirst()).plan().template().pool())
                .isEqualTo("basic");
        send(get(NIGHTLY))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.revision").value(1));
    }

    @Test
    void everythingThatAPlanCanSayIsRead() throws Exception {
        put("{\"every\":\"PT15M\"," + TASK.replace("}}", "},\"priority\":\"low\",\"timeouts\":{\"run\":\"PT5M\"}}")
                        + ",\"overlap\":\"queue_one\",\"catchUp\":\"all\",\"catchUpWindow\":\"PT6H\",\"jitter\":\"PT1M\","
                        + "\"start\":\"2026-06-01T00:00:00Z\",\"end\":\"2027-06-01T00:00:00+02:00\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.every").value("PT15M"))
                .andExpect(jsonPath("$.catchUpWindow").value("PT6H"))
                .andExpect(jsonPath("$.end").value("2027-05-31T22:00:00Z"));
        Plan plan = ((PutSchedule) published.getFirst()).plan();
        assertThat(plan.timing())
                .isEqualTo(new Timing.Every(Duration.ofMinutes(15), Instant.parse("2026-06-01T00:00:00Z")));
        assertThat(plan.overlap()).isEqualTo(Overlap.QUEUE_ONE);
        assertThat(plan.catchUp()).isEqualTo(new CatchUp(CatchUp.Mode.ALL, Duration.ofHours(6)));
        assertThat(plan.template().policy().timeouts().run()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"task\":{\"type\":\"COUNT\"}} | /cron | either cron or every",
                "{\"cron\":\"@daily\",\"every\":\"PT1H\",TASK} | /every | either cron or every",
                "{\"cron\":\"* * *\",TASK} | /cron | has 3 fields",
                "{\"cron\":\"0 25 * * *\",TASK} | /cron | 25",
                "{\"cron\":\"0 0 31 2 *\",TASK} | /cron | never comes",
                "{\"cron\":\"@daily\",\"zone\":\"Europe/Atlantis\",TASK} | /zone | no time zone",
                "{\"every\":\"PT1H\",\"zone\":\"Europe/Berlin\",TASK} | /zone | cron only",
                "{\"every\":\"PT0.5S\",TASK} | /every | PT1S",
                "{\"every\":\"PT1H\"} | /task | required",
                "{\"every\":\"PT1H\",\"task\":{}} | /task/type | required",
                "{\"every\":\"PT1H\",\"task\":{\"type\":\"COUNT\",\"delay\":\"PT1H\"}} | /task/delay | not a known member",
                "{\"every\":\"PT1H\",TASK,\"overlap\":\"both\"} | /overlap | cancel_previous",
                "{\"every\":\"PT1H\",TASK,\"catchUp\":\"some\"} | /catchUp | none, one, all",
                "{\"every\":\"PT1H\",TASK,\"catchUpWindow\":\"PT1H\"} | /catchUpWindow | all only",
                "{\"every\":\"PT1H\",TASK,\"jitter\":\"PT2H\"} | /jitter | PT1H",
                "{\"every\":\"PT1H\",TASK,\"start\":\"2026-06-01T00:00:00Z\",\"end\":\"2026-05-01T00:00:00Z\"} | /end | before",
                "{\"every\":\"PT1H\",TASK,\"colour\":1} | /colour | not a known member",
                "[] | '' | must be an object"
            })
    void whatIsWrongIsToldWithItsPlace(String body, String pointer, String message) throws Exception {
        problem(put(body.replace("TASK", TASK)), 400, "malformed")
                .andExpect(jsonPath("$.errors[0].pointer").value(pointer))
                .andExpect(jsonPath("$.errors[0].message").value(containsString(message)));
        assertThat(published).isEmpty();
    }

    @Test
    void itsTaskIsHeldAgainstItsType() throws Exception {
        problem(put("{\"every\":\"PT1H\",\"task\":{\"type\":\"SWIM\"}}"), 422, "unknown-type")
                .andExpect(jsonPath("$.errors[0].pointer").value("/task/type"));
        problem(
                        put("{\"every\":\"PT1H\",\"task\":{\"type\":\"COUNT\",\"params\":{\"times\":\"often\"}}}"),
                        422,
                        "invalid-params")
                .andExpect(jsonPath("$.errors[0].pointer").value("/task/params/times"));
        problem(
                        put("{\"every\":\"PT1H\",\"task\":{\"type\":\"COUNT\",\"retry\":{\"backoff\":\"P5D\"}}}"),
                        422,
                        "invalid-policy")
                .andExpect(jsonPath("$.errors[0].pointer").value("/task/retry/backoff"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nightly", ".hidden", "a b", "ä"})
    void aNameThatIsNoneIsRefused(String name) throws Exception {
        problem(send(get("/api/v1/schedules/{name}", name)), 400, "malformed-schedule-name");
        problem(send(get("/api/v1/schedules/{name}", "x".repeat(101))), 400, "malformed-schedule-name");
    }

    @Test
    void aBodyThatIsTooLongIsRefused() throws Exception {
        problem(put("{\"cron\":\"" + "x".repeat(5_000) + "\"}"), 413, "too-large");
        problem(put("{\"cron\":\"" + "x".repeat(300) + "\"," + TASK + "}"), 400, "malformed");
    }

    @Test
    void whatIsUnderWayIsToldAsItWillBe() throws Exception {
        folds = false;
        put(PLAN)
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.revision").value(1));
        assertThat(Duration.ofNanos(nanoTime)).isEqualTo(EffectWatch.PATIENCE);
    }

    @Test
    void aRepetitionIsNotSentAgain() throws Exception {
        for (int i = 0; i < 2; i++) {
            send(MockMvcRequestBuilders.put(NIGHTLY)
                            .header(CommandIds.HEADER, "c-1")
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(PLAN))
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.revision").value(1));
        }
        assertThat(published).hasSize(1);
        problem(send(delete(NIGHTLY).header(CommandIds.HEADER, "c 1")), 400, "malformed-command-id");
    }

    @Test
    void itIsPausedResumedAndRun() throws Exception {
        put(PLAN);
        send(post(NIGHTLY + "/pause").contentType(MediaType.APPLICATION_JSON).content("{\"reason\":\"moving house\"}"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("PAUSED"))
                .andExpect(jsonPath("$.paused.reason").value("moving house"))
                .andExpect(jsonPath("$.next").doesNotExist());
        assertThat(((PauseSchedule) published.getLast()).at()).isEqualTo(NOW);
        act("run")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.recent[0].outcome").value("fired"))
                .andExpect(jsonPath("$.recent[0].firing").value("2026-05-01T10:00:00Z"))
                .andExpect(jsonPath("$.running", hasSize(1)));
        act("resume").andExpect(status().isOk()).andExpect(jsonPath("$.status").value("ACTIVE"));
        problem(
                send(post(NIGHTLY + "/pause")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"why\":1}")),
                400,
                "malformed");
    }

    @Test
    void aDeletedOneIsUnknown() throws Exception {
        put(PLAN);
        send(delete(NIGHTLY).header(CommandIds.HEADER, "d-1")).andExpect(status().isNoContent());
        problem(send(get(NIGHTLY)), 404, "unknown-schedule");
        problem(act("run"), 404, "unknown-schedule");
        send(delete(NIGHTLY).header(CommandIds.HEADER, "d-1")).andExpect(status().isNoContent());
        problem(send(delete(NIGHTLY).header(CommandIds.HEADER, "d-2")), 404, "unknown-schedule");
    }

    @Test
    void whoeverIsUnknownIsSaidToBe() throws Exception {
        problem(send(get("/api/v1/schedules/hourly")), 404, "unknown-schedule");
        problem(send(delete("/api/v1/schedules/hourly")), 404, "unknown-schedule");
        problem(act("pause"), 404, "unknown-schedule");
        problem(act("resume"), 404, "unknown-schedule");
        problem(send(get("/api/v1/schedules/hourly/next")), 404, "unknown-schedule");
        assertThat(published).isEmpty();
    }

    @Test
    void theNextFiringsAreToldOverAChangeOfTheClocks() throws Exception {
        put(PLAN);
        clock.set(Instant.parse("2026-10-24T10:00:00Z"));
        send(get(NIGHTLY + "/next?count=3"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[*].firing")
                        .value(contains("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "2026-10-27T01:30:00Z")));
        send(get(NIGHTLY + "/next")).andExpect(jsonPath("$.items", hasSize(10)));
        problem(send(get(NIGHTLY + "/next?count=0")), 400, "malformed-limit");
        problem(send(get(NIGHTLY + "/next?count=many")), 400, "malformed-limit");
        problem(send(get(NIGHTLY + "/next?from=now")), 400, "malformed-query");
    }

    @Test
    void aPlanCanBePreviewed() throws Exception {
        send(post("/api/v1/schedules/preview")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"every\":\"PT1H\"," + TASK + ",\"end\":\"2026-05-01T12:30:00Z\"}"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items", hasSize(2)))
                .andExpect(jsonPath("$.items[0].due").value("2026-05-01T11:00:00Z"));
        assertThat(published).isEmpty();
    }

    @Test
    void theyAreListedByNameInPages() throws Exception {
        put(PLAN);
        Schedule nightly = Objects.requireNonNull(document);
        rig.schedulePages =
                (after, limit) -> after == null ? List.of(nightly, nightly).subList(0, limit) : List.of();
        send(get("/api/v1/schedules?limit=1"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items", hasSize(1)))
                .andExpect(jsonPath("$.next").value("nightly"));
        send(get("/api/v1/schedules?cursor=nightly"))
                .andExpect(jsonPath("$.items", hasSize(0)))
                .andExpect(jsonPath("$.next").doesNotExist());
        problem(send(get("/api/v1/schedules?cursor=%20")), 400, "malformed-cursor");
        problem(send(get("/api/v1/schedules?limit=0")), 400, "malformed-limit");
        problem(send(get("/api/v1/schedules?type=COUNT")), 400, "malformed-query");
    }

    @Test
    void withoutTheBrokerNothingIsTaken() throws Exception {
        rig.scheduleCommands = _ -> new PublishOutcome.NotSent("no connection");
        problem(put(PLAN), 503, "not-accepted").andExpect(jsonPath("$.schedule").value("nightly"));
        rig.scheduleCommands = _ -> new PublishOutcome.Unknown("no confirm");
        problem(put(PLAN), 503, "outcome-unknown")
                .andExpect(jsonPath("$.outcome").value("unknown"));
    }

    @Test
    void withoutTheStoreNothingIsSentAndNothingIsShown() throws Exception {
        put(PLAN);
        int before = published.size();
        rig.schedules = _ -> {
            throw WebRig.storeAway();
        };
        rig.schedulePages = (_, _) -> {
            throw WebRig.storeAway();
        };
        problem(put(PLAN), 503, "store-unavailable");
        problem(act("run"), 503, "store-unavailable");
        problem(send(delete(NIGHTLY)), 503, "store-unavailable");
        problem(send(get(NIGHTLY)), 503, "store-unavailable");
        problem(send(get("/api/v1/schedules")), 503, "store-unavailable");
        assertThat(published).hasSize(before);
    }

    @Test
    void whatHasBecomeOfFiringsIsShownLatestFirst() throws Exception {
        fold(new PutSchedule(
                "nightly",
                "p",
                null,
                NOW,
                new Plan(
                        new Timing.Cron("* * * * * *", ZoneOffset.UTC),
                        new TaskSpec("COUNT", 1, "basic", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, NOW),
                        Overlap.SKIP,
                        CatchUp.ONE,
                        Duration.ZERO,
                        null,
                        null)));
        clock.advance(Duration.ofSeconds(2));
        fold(new ScheduleDue("nightly"));
        send(get(NIGHTLY))
                .andExpect(jsonPath("$.recent[0].outcome").value("skipped_overlap"))
                .andExpect(jsonPath("$.recent[0].task").doesNotExist())
                .andExpect(jsonPath("$.recent[1].outcome").value("fired"))
                .andExpect(jsonPath("$.recent[1].task").exists())
                .andExpect(jsonPath("$.counts.skipped_overlap").value(1));
    }
}
