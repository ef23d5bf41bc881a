package io.taskmill.api.submit;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.mockito.Mockito.mock;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskmill.api.ApiDocument;
import io.taskmill.api.ApiProperties;
import io.taskmill.api.WebRig;
import io.taskmill.api.problem.Answers;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.api.view.TaskViews;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.After;
import io.taskmill.model.Json;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.type.TaskType;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.testkit.SettableClock;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.util.unit.DataSize;

class SubmitWebTest {

    private static final String COUNT = "{\"type\":\"COUNT\",\"params\":{\"times\":1}}";
    private static final String RETRYING = "{\"type\":\"RETRYING\"%s}";
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00.123Z");

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private final List<TaskType> stored = new ArrayList<>(List.of(
            new TaskType("COUNT", 2, "basic", new Json("""
                    {"type": "object", "properties": {"times": {"type": "integer"}}, "required": ["times"]}"""), Map.of()),
            new TaskType("BROKEN", 1, "basic", new Json("{\"pattern\":\"[\"}"), Map.of()),
            new TaskType(
                    "RETRYING",
                    1,
                    "basic",
                    new TaskPolicy(
                            new RetryPolicy(3, Duration.ofSeconds(10), Duration.ofMinutes(1), Set.of("NEVER")),
                            new Timeouts(Duration.ofMinutes(5), null, Duration.ofDays(1)),
                            true),
                    new Json("{}"),
                    Map.of())));
    private final List<RunCommand> published = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SettableClock clock = new SettableClock(NOW);

    private Function<RunCommand, PublishOutcome> broker = command -> {
        published.add(command);
        return new PublishOutcome.Accepted();
    };
    private @Nullable StoreUnavailableException storeAway;

    private final TypeCatalog types = new TypeCatalog(
            () -> {
                if (storeAway != null) {
                    throw storeAway;
                }
                return List.copyOf(stored);
            },
            System::nanoTime);
    private final MockMvc mvc = rig.mvc(new SubmitController(
            new Submissions(rig.startup, types, KeyedRig.withoutStore(), clock),
            new SubmissionMetrics(meters),
            new TaskViews(types, clock),
            new ApiProperties(Duration.ofSeconds(5), DataSize.ofKilobytes(1))));

    @BeforeEach
    void commandsAreTaken() {
        rig.commands = command -> broker.apply(command);
    }

    @Test
    void whatTheBrokerConfirmedIsAccepted() throws Exception {
        submit(COUNT)
                .andExpect(status().isAccepted())
                .andExpect(header().string("Location", startsWith("/api/v1/tasks/")))
                .andExpect(header().string("Content-Language", "en"))
                .andExpect(jsonPath("$.recorded").value(false))
                .andExpect(jsonPath("$.state").value("INITIAL"));
        assertThat(published).singleElement().satisfies(command -> {
            assertThat(command.epoch()).isEqualTo(1);
            assertThat(command.spec().pool()).isEqualTo("basic");
            assertThat(command.spec().typeVersion()).isEqualTo(2);
            assertThat(command.spec().created()).isEqualTo(NOW);
            assertThat(TaskIds.createdAt(command.task())).isEqualTo(NOW);
        });
        assertThat(count("accepted")).isEqualTo(1);
    }

    @Test
    void whatIsMalformedIsToldWithItsPlace() throws Exception {
        problem(submit("{\"type\":\"COUNT\",}"), 400, "malformed")
                .andExpect(jsonPath("$.line").value(1));
        problem(submit("{\"type\":\"COUNT\",\"x\\ud800\":1}"), 400, "malformed");
        problem(submit("{\"a\\ud800\":1,\"a\\ud800\":1}"), 400, "malformed");
        problem(submit("{\"type\":7}"), 400, "malformed")
                .andExpect(jsonPath("$.errors[0].pointer").value("/type"))
                .andExpect(jsonPath("$.errors[0].message").value("must be a string"));
        assertThat(count("malformed")).isEqualTo(4);
        assertThat(published).isEmpty();
    }

    @Test
    void onlyTasksThatWereSubmittedHereCanBeWaitedFor() throws Exception {
        submit(COUNT).andExpect(status().isAccepted());
        TaskId earlier = published.getFirst().task();
        String after = "{\"type\":\"COUNT\",\"params\":{\"times\":3},\"after\":{\"tasks\":[\"%s\"],\"on\":\"end\"}}";

        submit(after.formatted(earlier))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.phase").value("BLOCKED"))
                .andExpect(jsonPath("$.after.tasks[0]").value(earlier.toString()))
                .andExpect(jsonPath("$.awaits[0]").value(earlier.toString()));
        assertThat(published.getLast().spec().after()).isEqualTo(new After(List.of(earlier), After.On.END));
        assertThat(published.getLast().spec().isHeld()).isTrue();

        String forged = "0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37";
        problem(submit(after.formatted(forged)), 400, "malformed")
                .andExpect(jsonPath("$.errors[0].pointer").value("/after/tasks"))
                .andExpect(jsonPath("$.errors[0].message").value("has " + forged + ", and there is no such task"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOBODYS", "not a name"})
    void aTypeThatNobodyAnnouncedIsUnknown(String type) throws Exception {
        problem(submit("{\"type\":\"" + type + "\"}"), 422, "unknown-type")
                .andExpect(jsonPath("$.errors[0].pointer").value("/type"));
    }

    @Test
    void parametersAreHeldAgainstTheSchema() throws Exception {
        problem(submit("{\"type\":\"COUNT\"}"), 422, "invalid-params")
                .andExpect(jsonPath("$.errors[0].pointer").value("/params/times"))
                .andExpect(jsonPath("$.title").isNotEmpty())
                .andExpect(jsonPath("$.instance").value("/api/v1/tasks"));
        submit("{\"type\":\"COUNT\",\"params\":{\"times\":1e18}}").andExpect(status().isAccepted());
        problem(submit("{\"type\":\"COUNT\",\"params\":{\"times\":1.5}}"), 422, "invalid-params");
    }

    @Test
    void whatIsNotSaidOfRetriesAndTimeoutsIsAsTheTypeHasIt() throws Exception {
        submit(RETRYING.formatted("")).andExpect(status().isAccepted());
        submit(RETRYING.formatted(",\"retry\":{\"maxAttempts\":9,\"neverOn\":[]},\"timeouts\":{\"run\":\"PT1H\"}"))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.maxAttempts").value(9))
                .andExpect(jsonPath("$.deadline").value("2026-05-02T10:00:00.123Z"))
                .andExpect(jsonPath("$.timeouts.run").value("PT1H"));
        TaskPolicy ofType = stored.getLast().policy();
        assertThat(published)
                .extracting(command -> command.spec().policy())
                .containsExactly(
                        ofType,
                        new TaskPolicy(
                                new RetryPolicy(9, Duration.ofSeconds(10), Duration.ofMinutes(1), Set.of()),
                                new Timeouts(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofDays(1)),
                                true));
        assertThat(published.getLast().deadline()).isEqualTo(NOW.plus(Duration.ofDays(1)));
        assertThat(published.getLast().attempt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"backoff":"PT2M"}                       | /retry/backoff | is PT2M, more than the type's maxBackoff, PT1M: give maxBackoff as well
            {"maxBackoff":"PT9S"}                    | /retry/maxBackoff | is PT9S, less than the type's backoff, PT10S: give backoff as well
            """)
    void whatContradictsTheRestOfTheTypesRetriesIsRefused(String retry, String pointer, String message)
            throws Exception {
        problem(submit(RETRYING.formatted(",\"retry\":" + retry)), 422, "invalid-policy")
                .andExpect(jsonPath("$.errors[0].pointer").value(pointer))
                .andExpect(jsonPath("$.errors[0].message").value(message));
        assertThat(count("invalid-policy")).isEqualTo(1);
        assertThat(published).isEmpty();
    }

    @Test
    void aLongerBackoffThanTheTypesIsTakenWithItsOwnBound() throws Exception {
        submit(RETRYING.formatted(",\"retry\":{\"backoff\":\"PT2M\",\"maxBackoff\":\"PT2M\"}"))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.retry.backoff").value("PT2M"))
                .andExpect(jsonPath("$.retry.maxAttempts").value(3));
    }

    @Test
    void aTypeWithABrokenSchemaIsTheServersFault() throws Exception {
        problem(submit("{\"type\":\"BROKEN\"}"), 500, "broken-type");
    }

    @Test
    void aTypeThatIsNotKnownWhileTheStoreIsAwayIsNotCalledUnknown() throws Exception {
        submit(COUNT).andExpect(status().isAccepted());
        storeAway = mock(StoreUnavailableException.class);
        submit(COUNT).andExpect(status().isAccepted());
        await().untilAsserted(() -> problem(submit("{\"type\":\"OTHER\"}"), 503, "store-unavailable"));
    }

    @Test
    void aBodyOverTheLimitIsTooLarge() throws Exception {
        String body = "{\"type\":\"COUNT\",\"creator\":\"%s\",\"params\":{\"times\":1}}";
        String atLimit = body.formatted("x".repeat(100)) + " ".repeat(1024 - body.length() - 98);
        submit(atLimit).andExpect(status().isAccepted());
        problem(submit(atLimit + " "), 413, "too-large");
    }

    @Test
    void whatTheBrokerDidNotTakeIsNotAccepted() throws Exception {
        for (PublishOutcome outcome :
                List.of(new PublishOutcome.NotSent("away"), new PublishOutcome.Returned("no queue"))) {
            broker = _ -> outcome;
            problem(submit(COUNT), 503, "not-accepted")
                    .andExpect(header().string("Retry-After", "1"))
                    .andExpect(jsonPath("$.outcome").value("not accepted"))
                    .andExpect(jsonPath("$.taskId").isNotEmpty());
        }
        assertThat(count("not-accepted")).isEqualTo(2);
    }

    @Test
    void whatTheBrokerDidNotConfirmIsUnknown() throws Exception {
        broker = _ -> new PublishOutcome.Unknown("no confirm within 5000 ms");
        problem(submit(COUNT), 503, "outcome-unknown")
                .andExpect(header().string("Retry-After", "1"))
                .andExpect(jsonPath("$.outcome").value("unknown"))
                .andExpect(jsonPath("$.taskId").isNotEmpty());
        assertThat(count("outcome-unknown")).isEqualTo(1);
    }

    @Test
    void aDefectIsToldWithoutItsInsides() throws Exception {
        broker = _ -> {
            throw new IllegalStateException("inner secret");
        };
        submit(COUNT)
                .andExpect(status().isInternalServerError())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(content().string(not(containsString("secret"))));
    }

    @Test
    void eachKindOfRefusalIsCountedApartAndSeenBeforeItHasHappened() throws Exception {
        Answers answers = SubmitController.class
                .getDeclaredMethod("submit", HttpServletRequest.class, Locale.class)
                .getAnnotation(Answers.class);
        assertThat(answers.value()).containsExactlyInAnyOrderElementsOf(SubmissionMetrics.REFUSALS);
        for (ProblemType type : answers.value()) {
            assertThat(count(type.text())).as(type.text()).isZero();
        }
        assertThat(count("repeated")).isZero();
        submit("{\"type\":\"NOBODYS\"}");
        submit("{\"type\":\"COUNT\"}");
        assertThat(count("unknown-type")).isEqualTo(1);
        assertThat(count("invalid-params")).isEqualTo(1);
        assertThat(count("malformed")).isZero();
    }

    @Test
    void eachSubmissionIsOneLineAtDebugWithTheTaskOnceThereIsOne() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(SubmitController.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(lines);
        try {
            submit("{\"type\":\"NOBODYS\"}");
            submit(COUNT);
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
            MDC.clear();
        }
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.DEBUG, Level.DEBUG);
        assertThat(lines.list.getFirst().getFormattedMessage()).startsWith("submission refused problem=unknown-type");
        assertThat(lines.list.getLast().getFormattedMessage()).isEqualTo("submission accepted type=COUNT");
        assertThat(lines.list.getLast().getMDCPropertyMap())
                .containsEntry("task", published.getFirst().task().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{'type':''}",
                "{'type':'T','more':1}",
                "{'type':'T','params':null,'entity':null,'creator':null,'priority':null,'correlationId':null}",
                "{'type':'T','params':{'a':[1]},'entity':{'type':'vm'},'creator':'c','priority':'high'}",
                "{'type':'T','entity':{'type':'vm','id':'7'},'correlationId':'x','priority':'low'}",
                "{'type':'T','entity':{'type':'vm','id':null}}",
                "{'type':'T','entity':{'id':'7'}}",
                "{'type':'T','entity':{'type':'vm','more':1}}",
                "{'type':'T','entity':[]}",
                "{'type':'T','priority':'HIGH'}",
                "{'type':'T','creator':''}",
                "{'type':'T','creator':7}",
                "{'type':'T','retry':null,'timeouts':null}",
                "{'type':'T','retry':{},'timeouts':{}}",
                "{'type':'T','retry':{'maxAttempts':5,'backoff':'PT1S','maxBackoff':'P1DT1.5S','neverOn':['A','B']}}",
                "{'type':'T','retry':{'maxAttempts':null,'backoff':null,'maxBackoff':null,'neverOn':null}}",
                "{'type':'T','timeouts':{'queue':'PT1H','run':'PT90M','deadline':'P7D'}}",
                "{'type':'T','timeouts':{'queue':null,'run':null,'deadline':null}}",
                "{'type':'T','retry':{'maxAttempts':0}}",
                "{'type':'T','retry':{'maxAttempts':1001}}",
                "{'type':'T','retry':{'maxAttempts':1.5}}",
                "{'type':'T','retry':{'maxAttempts':2.0}}",
                "{'type':'T','retry':{'backoff':1}}",
                "{'type':'T','retry':{'backoff':'1s'}}",
                "{'type':'T','retry':{'backoff':'P'}}",
                "{'type':'T','retry':{'backoff':'PT'}}",
                "{'type':'T','retry':{'backoff':'P1W'}}",
                "{'type':'T','retry':{'backoff':'pt1s'}}",
                "{'type':'T','retry':{'backoff':'-PT1S'}}",
                "{'type':'T','retry':{'neverOn':'A'}}",
                "{'type':'T','retry':{'neverOn':['']}}",
                "{'type':'T','retry':{'more':1}}",
                "{'type':'T','timeouts':{'more':'PT1S'}}",
                "{'type':'T','timeouts':[]}",
                "{'type':'T','unique':null}",
                "{'type':'T','unique':{}}",
                "{'type':'T','unique':{'key':'','for':'PT1H'}}",
                "{'type':'T','unique':{'key':7}}",
                "{'type':'T','unique':{'key':'k','for':1}}",
                "{'type':'T','unique':{'key':'k','otherwise':'wait'}}",
                "{'type':'T','unique':{'key':'k','more':1}}",
                "{'type':'T','after':null}",
                "{'type':'T','after':{}}",
                "{'type':'T','after':{'tasks':[]}}",
                "{'type':'T','after':{'tasks':['EARLIER']}}",
                "{'type':'T','after':{'tasks':['EARLIER'],'on':'end'}}",
                "{'type':'T','after':{'tasks':['EARLIER'],'on':'failure'}}",
                "{'type':'T','after':{'tasks':['EARLIER'],'on':null}}"
            })
    void theDocumentedSubmissionIsTheOneThatIsRead(String text) throws Exception {
        agree(text.replace('\'', '"').replace("EARLIER", rig.ids.mint(NOW).toString()));
    }

    @ParameterizedTest
    @CsvSource({"type,255", "creator,255", "correlationId,255"})
    void theDocumentedLengthsAreThoseThatAreRead(String member, int longest) throws Exception {
        for (int length : List.of(longest, longest + 1)) {
            String text = "x".repeat(length);
            agree(
                    member.equals("type")
                            ? "{\"type\":\"" + text + "\"}"
                            : "{\"type\":\"T\",\"" + member + "\":\"" + text + "\"}");
            agree("{\"type\":\"T\",\"entity\":{\"type\":\"t\",\"id\":\"" + text + "\"}}");
        }
        agree("{\"type\":\"T\",\"entity\":{\"type\":\"" + "x".repeat(63) + "\"}}");
        agree("{\"type\":\"T\",\"entity\":{\"type\":\"" + "x".repeat(64) + "\"}}");
    }

    @Test
    void theDocumentedNumberOfCodesIsTheOneThatIsRead() throws Exception {
        for (int count : List.of(64, 65)) {
            String codes = String.join(
                    ",",
                    IntStream.range(0, count)
                            .mapToObj(code -> "\"C" + code + "\"")
                            .toList());
            agree("{\"type\":\"T\",\"retry\":{\"neverOn\":[" + codes + "]}}");
        }
        for (int length : List.of(127, 128)) {
            agree("{\"type\":\"T\",\"retry\":{\"neverOn\":[\"" + "x".repeat(length) + "\"]}}");
        }
    }

    private void agree(String body) throws Exception {
        ApiDocument document = ApiDocument.ofTheApplication();
        boolean refused = submit(body).andReturn().getResponse().getStatus() == 400;
        assertThat(document.violations(document.schema("Submission"), body).isEmpty())
                .as(body)
                .isEqualTo(!refused);
    }

    private ResultActions submit(String body) throws Exception {
        return mvc.perform(
                post("/api/v1/tasks").contentType(MediaType.APPLICATION_JSON).content(body));
    }

    private double count(String outcome) {
        return meters.get("taskmill.submissions")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
