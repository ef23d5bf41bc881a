package io.taskmill.api.submit;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
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
import io.taskmill.api.ApiProperties;
import io.taskmill.api.WebRig;
import io.taskmill.api.submit.StoredReservations.Access;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.api.view.TaskViews;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.Json;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.model.type.TaskType;
import io.taskmill.store.Versioned;
import io.taskmill.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Submissions that may be sent again (invariant 7). */
class KeyedSubmitWebTest {

    private static final String COUNT = "{\"type\":\"COUNT\",\"params\":{\"times\":1}}";
    private static final String OTHER = "{\"type\":\"COUNT\",\"params\":{\"times\":2}}";
    private static final Duration LEASE = Duration.ofSeconds(10);

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private final List<RunCommand> published = new ArrayList<>();
    private final List<RunCommand> publishedAgain = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T10:00:00.123Z"));
    private final StoredReservations store = new StoredReservations();
    private long nanos;

    private Function<RunCommand, PublishOutcome> broker = _ -> new PublishOutcome.Accepted();
    private List<TaskType> stored = List.of(new TaskType("COUNT", 2, "basic", new Json("""
            {"type": "object", "properties": {"times": {"type": "integer"}}, "required": ["times"]}"""), Map.of()));

    private final TypeCatalog types = new TypeCatalog(() -> stored, System::nanoTime);
    private final MockMvc mvc = rig.mvc(new SubmitController(
            new Submissions(rig.startup, types, KeyedRig.over(store, meters, () -> nanos), clock),
            new SubmissionMetrics(meters),
            new TaskViews(types, clock),
            new ApiProperties(Duration.ofSeconds(5), DataSize.ofKilobytes(1))));

    @BeforeEach
    void commandsAreTaken() {
        rig.commands = command -> {
            published.add(command);
            return broker.apply(command);
        };
        rig.commandsAgain = command -> {
            publishedAgain.add(command);
            return broker.apply(command);
        };
    }

    @Test
    void theFirstSubmissionIsAcceptedAndARepeatShowsItsTask() throws Exception {
        String id = idOf(submit("k", COUNT).andExpect(status().isAccepted()));

        submit("k", COUNT)
                .andExpect(status().isOk())
                .andExpect(header().string("Location", "/api/v1/tasks/" + id))
                .andExpect(header().string("Content-Language", "en"))
                .andExpect(jsonPath("$.id").value(id))
                .andExpect(jsonPath("$.recorded").value(false));
        assertThat(published).singleElement().satisfies(command -> assertThat(command.task())
                .hasToString(id));
        assertThat(publishedAgain).isEmpty();
        assertThat(submissions("accepted")).isEqualTo(1);
        assertThat(submissions("repeated")).isEqualTo(1);
        assertThat(keys("reserved")).isEqualTo(1);
        assertThat(keys("repeated")).isEqualTo(1);
    }

    @Test
    void aRepeatShowsTheTaskAsItIsNow() throws Exception {
        TaskId id = TaskId.parse(idOf(submit("k", COUNT)));
        Task recorded = Objects.requireNonNull(TaskTransition.apply(null, published.getFirst(), clock.instant())
                .task());
        rig.tasks = asked -> asked.equals(id) ? Optional.of(new Versioned<>(recorded, 1)) : Optional.empty();
        submit("k", COUNT)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.recorded").value(true))
                .andExpect(jsonPath("$.params.times").value(1));
    }

    @Test
    void withoutTheHeaderEachSubmissionIsAnother() throws Exception {
        assertThat(idOf(submit(null, COUNT))).isNotEqualTo(idOf(submit(null, COUNT)));
        assertThat(store.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " { \"params\" : { \"times\" : 1 } ,\n \"type\" : \"COUNT\" } ",
                "{\"type\":\"COUNT\",\"params\":{\"times\":1},\"creator\":null,\"entity\":null}",
                "{\"type\":\"COUNT\",\"params\":{\"\\u0074imes\":1}}"
            })
    void orderSpaceEscapesAndMembersThatAreNullMakeNoOtherBody(String same) throws Exception {
        String id = idOf(submit("k", COUNT));
        submit("k", same).andExpect(status().isOk()).andExpect(jsonPath("$.id").value(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OTHER,
                "{\"type\":\"COUNT\",\"params\":{\"times\":1,\"more\":null}}",
                "{\"type\":\"COUNT\",\"params\":{\"times\":1},\"creator\":\"ops\"}",
                "{\"type\":\"OTHER\",\"params\":{\"times\":1}}"
            })
    void anotherBodyUnderTheSameKeyIsRefused(String other) throws Exception {
        submit("k", COUNT).andExpect(status().isAccepted());
        problem(submit("k", other), 422, "idempotency-key-reused");
        assertThat(published).hasSize(1);
        assertThat(keys("mismatch")).isEqualTo(1);
        assertThat(submissions("idempotency-key-reused")).isEqualTo(1);
    }

    @Test
    void membersOfMembersInAnotherOrderMakeNoOtherBodyAndDigitsDo() throws Exception {
        submit("k", "{\"type\":\"COUNT\",\"params\":{\"times\":1,\"a\":{\"x\":1.10,\"y\":[1,2]}}}")
                .andExpect(status().isAccepted());
        submit("k", "{\"type\":\"COUNT\",\"params\":{\"a\":{\"y\":[1.0,2e0],\"x\":1.10},\"times\":1}}")
                .andExpect(status().isOk());
        problem(
                submit("k", "{\"type\":\"COUNT\",\"params\":{\"times\":1,\"a\":{\"x\":1.10,\"y\":[2,1]}}}"),
                422,
                "idempotency-key-reused");
        problem(
                submit("k", "{\"type\":\"COUNT\",\"params\":{\"times\":1,\"a\":{\"x\":1.1,\"y\":[1,2]}}}"),
                422,
                "idempotency-key-reused");
    }

    @Test
    void aKeyMeansSomethingToItsCallerAlone() throws Exception {
        String anonymous = idOf(submit("k", COUNT).andExpect(status().isAccepted()));
        String ops =
                idOf(mvc.perform(request(COUNT).header("Idempotency-Key", "k").principal(() -> "ops"))
                        .andExpect(status().isAccepted()));
        String dev =
                idOf(mvc.perform(request(OTHER).header("Idempotency-Key", "k").principal(() -> "dev"))
                        .andExpect(status().isAccepted()));
        assertThat(List.of(anonymous, ops, dev)).doesNotHaveDuplicates();
        mvc.perform(request(COUNT).header("Idempotency-Key", "k").principal(() -> "ops"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.id").value(ops));
        assertThat(idOf(mvc.perform(
                        request(COUNT).header("Idempotency-Key", "sk").principal(() -> "op"))))
                .as("caller and key do not run together")
                .isNotEqualTo(ops);
    }

    @Test
    void aKeyIsTheSameWithQuotesAndWithout() throws Exception {
        String id = idOf(submit("a-1", COUNT));
        submit("\"a-1\"", COUNT)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.id").value(id));
        submit("\"q\\\"\\\\,\"", COUNT).andExpect(status().isAccepted());
        submit("x".repeat(255), COUNT).andExpect(status().isAccepted());
        submit("\"" + "x".repeat(255) + "\"", COUNT).andExpect(status().isOk());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"\"",
                "\"a",
                "a\"",
                "a b",
                "\"a b\"",
                "a, b",
                "a,b",
                "\"a\";x=1",
                "\"a\\b\"",
                "ключ",
                "\u0001"
            })
    void whatIsNoKeyIsRefused(String header) throws Exception {
        problem(submit(header, COUNT), 400, "malformed-idempotency-key");
        assertThat(published).isEmpty();
        assertThat(submissions("malformed-idempotency-key")).isEqualTo(1);
    }

    @Test
    void aKeyThatIsTooLongOrGivenTwiceIsRefused() throws Exception {
        problem(submit("x".repeat(256), COUNT), 400, "malformed-idempotency-key");
        problem(mvc.perform(request(COUNT).header("Idempotency-Key", "a", "a")), 400, "malformed-idempotency-key");
    }

    @Test
    void aRefusedSubmissionLeavesItsKeyFree() throws Exception {
        problem(submit("k", "{\"type\":\"COUNT\"}"), 422, "invalid-params");
        assertThat(store.size()).isZero();
        submit("k", COUNT).andExpect(status().isAccepted());
    }

    @Test
    void whatWasAcceptedOnceIsRepeatedWhateverHasBecomeOfItsType() throws Exception {
        submit("k", COUNT).andExpect(status().isAccepted());
        stored = List.of(new TaskType("COUNT", 3, "basic", new Json("{\"required\":[\"more\"]}"), Map.of()));
        types.refresh();
        problem(submit("new", COUNT), 422, "invalid-params");
        submit("k", COUNT).andExpect(status().isOk());
    }

    @Test
    void withinTheLeaseARepeatOfWhatBrokeOffIsInUse() throws Exception {
        broker = _ -> new PublishOutcome.Unknown("no confirm within 5000 ms");
        problem(submit("k", COUNT), 503, "outcome-unknown")
                .andExpect(
                        jsonPath("$.taskId").value(published.getFirst().task().toString()));
        broker = _ -> new PublishOutcome.Accepted();
        store.now = store.now.plus(LEASE);
        problem(submit("k", COUNT), 409, "idempotency-key-in-use").andExpect(header().string("Retry-After", "1"));
        assertThat(published).hasSize(1);
        assertThat(publishedAgain).isEmpty();
        assertThat(keys("conflict")).isEqualTo(1);
        problem(submit("k", OTHER), 422, "idempotency-key-reused");
    }

    @Test
    void afterTheLeaseTheSameCommandIsPublishedAgain() throws Exception {
        broker = _ -> new PublishOutcome.Unknown("no confirm within 5000 ms");
        submit("k", COUNT);
        broker = _ -> new PublishOutcome.Accepted();
        clock.advance(Duration.ofHours(1));
        store.now = store.now.plus(LEASE).plusMillis(1);
        stored = List.of();
        types.refresh();

        String id = idOf(submit("k", COUNT).andExpect(status().isAccepted()));

        assertThat(published).singleElement().satisfies(command -> assertThat(command.task())
                .hasToString(id));
        assertThat(publishedAgain).isEqualTo(published);
        assertThat(keys("taken_over")).isEqualTo(1);
        submit("k", COUNT).andExpect(status().isOk()).andExpect(jsonPath("$.id").value(id));
        assertThat(publishedAgain).hasSize(1);
    }

    @Test
    void whatIsCertainlyNowhereLeavesItsKeyFree() throws Exception {
        for (PublishOutcome outcome : List.of(
                new PublishOutcome.NotSent("away"),
                new PublishOutcome.Returned("no queue"),
                new PublishOutcome.Impossible("too large"))) {
            broker = _ -> outcome;
            problem(submit("k", COUNT), 503, "not-accepted");
            assertThat(store.size()).isZero();
        }
        broker = _ -> new PublishOutcome.Accepted();
        submit("k", OTHER).andExpect(status().isAccepted());
    }

    /** The first one may have been published by whoever took the lease before. */
    @Test
    void whatCannotBePublishedAgainKeepsItsIdAndCanBeRepeatedAtOnce() throws Exception {
        broker = _ -> new PublishOutcome.Unknown("no confirm within 5000 ms");
        submit("k", COUNT);
        store.now = store.now.plus(LEASE).plusMillis(1);
        broker = _ -> new PublishOutcome.NotSent("away");
        String id = published.getFirst().task().toString();
        problem(submit("k", COUNT), 503, "outcome-unknown")
                .andExpect(jsonPath("$.taskId").value(id));
        broker = _ -> new PublishOutcome.Accepted();
        submit("k", COUNT)
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.id").value(id));
        assertThat(publishedAgain).hasSize(2);
    }

    @Test
    void whoWasStalledDoesNotFreeAKeyThatAnotherHasPublishedMeanwhile() throws Exception {
        broker = _ -> {
            broker = _ -> new PublishOutcome.Accepted();
            store.now = store.now.plus(LEASE).plusMillis(1);
            submitUnchecked("k", COUNT);
            return new PublishOutcome.NotSent("away");
        };
        problem(submit("k", COUNT), 503, "outcome-unknown");
        assertThat(publishedAgain).isEqualTo(published).hasSize(1);
        submit("k", COUNT).andExpect(status().isOk());
    }

    @Test
    void nothingIsPublishedThatTheLeaseMayNotCover() throws Exception {
        store.before = access -> {
            if (access == Access.RESERVE) {
                nanos += Duration.ofSeconds(5).toNanos() + 1;
            }
        };
        problem(submit("k", COUNT), 503, "not-accepted");
        assertThat(published).isEmpty();
        assertThat(store.size()).isZero();
        store.before = _ -> {};
        submit("k", COUNT).andExpect(status().isAccepted());
    }

    @ParameterizedTest
    @EnumSource(
            value = Access.class,
            names = {"FIND", "RESERVE"})
    void withTheStoreAwayNothingIsPublishedUnderAKey(Access access) throws Exception {
        store.fail(access, WebRig.storeAway());
        problem(submit("k", COUNT), 503, "store-unavailable").andExpect(header().string("Retry-After", "1"));
        assertThat(published).isEmpty();
        assertThat(submissions("store-unavailable")).isEqualTo(1);
        submit(null, COUNT).andExpect(status().isAccepted());
        store.mend();
        submit("k", COUNT).andExpect(status().isAccepted());
    }

    @Test
    void withTheStoreAwayNothingIsTakenOver() throws Exception {
        broker = _ -> new PublishOutcome.Unknown("no confirm within 5000 ms");
        submit("k", COUNT);
        broker = _ -> new PublishOutcome.Accepted();
        store.now = store.now.plus(LEASE).plusMillis(1);
        store.fail(Access.TAKE_OVER, WebRig.storeAway());
        problem(submit("k", COUNT), 503, "store-unavailable");
        assertThat(publishedAgain).isEmpty();
    }

    @Test
    void aRepeatWhoseTaskCannotBeReadIsUnavailable() throws Exception {
        submit("k", COUNT).andExpect(status().isAccepted());
        rig.tasks = _ -> {
            throw WebRig.storeAway();
        };
        problem(submit("k", COUNT), 503, "store-unavailable");
    }

    @Test
    void whatCannotBeMarkedIsAcceptedAllTheSameAndPublishedOnceMoreByARepeat() throws Exception {
        store.fail(Access.MARK_SENT, WebRig.storeAway());
        String id = idOf(submit("k", COUNT).andExpect(status().isAccepted()));
        store.mend();
        problem(submit("k", COUNT), 409, "idempotency-key-in-use");
        store.now = store.now.plus(LEASE).plusMillis(1);
        submit("k", COUNT)
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.id").value(id));
        assertThat(publishedAgain).isEqualTo(published).hasSize(1);
    }

    @Test
    void whatCannotBeDroppedOrReleasedIsInUseUntilItsLeaseIsOver() throws Exception {
        store.fail(Access.DROP, WebRig.storeAway());
        store.fail(Access.RELEASE, WebRig.storeAway());
        broker = _ -> new PublishOutcome.NotSent("away");
        problem(submit("k", COUNT), 503, "outcome-unknown");
        store.now = store.now.plus(LEASE).plusMillis(1);
        problem(submit("k", COUNT), 503, "outcome-unknown");
        broker = _ -> new PublishOutcome.Accepted();
        problem(submit("k", COUNT), 409, "idempotency-key-in-use");
        store.now = store.now.plus(LEASE).plusMillis(1);
        submit("k", COUNT).andExpect(status().isAccepted());
    }

    /** Another replica reserves, or marks, between two looks of this one. */
    @Test
    void whoIsSecondByAHairGetsTheTaskOfTheFirst() throws Exception {
        String[] first = new String[1];
        store.before = access -> {
            if (access == Access.RESERVE) {
                store.before = _ -> {};
                first[0] = submitUnchecked("k", COUNT);
            }
        };
        submit("k", COUNT).andExpect(status().isOk());
        assertThat(published).singleElement().satisfies(command -> assertThat(command.task())
                .hasToString(first[0]));

        store.fail(Access.MARK_SENT, WebRig.storeAway());
        String second = idOf(submit("l", COUNT));
        store.mend();
        store.before = access -> {
            if (access == Access.TAKE_OVER) {
                store.before = _ -> {};
                store.now = store.now.plus(LEASE).plusMillis(1);
                submitUnchecked("l", COUNT);
            }
        };
        submit("l", COUNT).andExpect(status().isOk()).andExpect(jsonPath("$.id").value(second));
    }

    @Test
    void noLineTellsTheKey() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger("io.taskmill");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        root.addAppender(lines);
        try {
            store.fail(Access.MARK_SENT, WebRig.storeAway());
            submit("my-secret-key", COUNT).andExpect(status().isAccepted());
            store.mend();
            problem(submit("my-secret-key", OTHER), 422, "idempotency-key-reused")
                    .andExpect(content().string(not(containsString("my-secret-key"))));
        } finally {
            root.detachAppender(lines);
        }
        assertThat(lines.list)
                .anySatisfy(line -> {
                    assertThat(line.getLevel()).isEqualTo(Level.WARN);
                    assertThat(line.getFormattedMessage()).startsWith("idempotency key not marked sent");
                    assertThat(line.getMDCPropertyMap()).containsKey("task");
                })
                .noneMatch(line -> line.getFormattedMessage().contains("my-secret-key"));
    }

    @Test
    void outcomesAreSeenBeforeTheyHaveHappened() {
        for (String outcome : List.of("reserved", "repeated", "conflict", "mismatch", "taken_over")) {
            assertThat(keys(outcome)).as(outcome).isZero();
        }
    }

    private String submitUnchecked(String key, String body) {
        try {
            return idOf(submit(key, body));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String idOf(ResultActions answer) throws Exception {
        return JsonMapper.shared()
                .readTree(answer.andReturn().getResponse().getContentAsString())
                .get("id")
                .stringValue();
    }

    private ResultActions submit(@Nullable String key, String body) throws Exception {
        return mvc.perform(key == null ? request(body) : request(body).header("Idempotency-Key", key));
    }

    private static MockHttpServletRequestBuilder request(String body) {
        return post("/api/v1/tasks").contentType(MediaType.APPLICATION_JSON).content(body);
    }

    private double submissions(String outcome) {
        return count("taskmill.submissions", outcome);
    }

    private double keys(String outcome) {
        return count("taskmill.idempotency.keys", outcome);
    }

    private double count(String name, String outcome) {
        return meters.get(name).tag("outcome", outcome).counter().count();
    }
}
