package io.taskmill.api.command;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.api.pause.KnownPauses;
import io.taskmill.api.start.Startup;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.Json;
import io.taskmill.model.Pause;
import io.taskmill.model.message.PauseCommand;
import io.taskmill.model.message.PauseCommand.PauseWork;
import io.taskmill.model.message.PauseCommand.ResumeWork;
import io.taskmill.model.pause.Pauses;
import io.taskmill.model.pause.PausesTransition;
import io.taskmill.model.type.TaskType;
import io.taskmill.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;

class PauseWebTest {

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00.123Z");
    private static final String REASON = "{\"reason\":\"repairs\"}";
    private static final String POOLS = "/api/v1/pauses/pools/";
    private static final String TYPES = "/api/v1/pauses/types/";

    @RegisterExtension
    private final WebRig web = new WebRig();

    /** What was published, latest last. */
    private final List<PauseCommand> published = new ArrayList<>();

    private Pauses stored = Pauses.NONE;
    private PublishOutcome outcome = new PublishOutcome.Accepted();

    /** Whether the projector folds what was published while an API waits. */
    private boolean folding = true;

    private long nanoTime;

    private final MockMvc mvc = mvc(web.startup);

    private MockMvc mvc(Startup startup) {
        TypeCatalog types =
                new TypeCatalog(() -> List.of(new TaskType("COUNT", 1, "basic", Json.EMPTY_OBJECT, Map.of())), () -> 0);
        KnownPauses pauses = new KnownPauses(() -> web.pauses.get(), () -> nanoTime);
        EffectWatch effects = new EffectWatch(() -> nanoTime, this::sleep);
        return web.mvc(new PauseController(
                startup,
                pauses,
                new PauseCommands(startup, pauses, types, new SettableClock(NOW), effects),
                new CommandIds(new Random(7))));
    }

    @BeforeEach
    void aBrokerAndAStoreAreThere() {
        web.pauses = () -> stored;
        web.pauseCommands = command -> {
            published.add(command);
            return outcome;
        };
    }

    private void sleep(Duration pause) {
        nanoTime += pause.toNanos();
        if (folding) {
            stored = PausesTransition.apply(stored, published.getLast()).pauses();
        }
    }

    private void paused(Pause... pauses) {
        stored = new Pauses(pauses.length, List.of(pauses), List.of());
    }

    private static Pause pool(String name, String actor, String reason) {
        return new Pause(Pause.Kind.POOL, name, actor, reason, NOW.minusSeconds(60));
    }

    @Test
    void aPoolThatNobodyKnowsYetIsPausedAndSaysWhyAndSinceWhen() throws Exception {
        mvc.perform(put(POOLS + "night").contentType(MediaType.APPLICATION_JSON).content(REASON))
                .andExpect(status().isOk())
                .andExpect(header().exists(CommandIds.HEADER))
                .andExpect(jsonPath("$.items.length()").value(1))
                .andExpect(jsonPath("$.items[0].kind").value("pool"))
                .andExpect(jsonPath("$.items[0].name").value("night"))
                .andExpect(jsonPath("$.items[0].reason").value("repairs"))
                .andExpect(jsonPath("$.items[0].by").doesNotExist())
                .andExpect(jsonPath("$.items[0].since").value(NOW.toString()));
        assertThat(published).singleElement().isInstanceOf(PauseWork.class).satisfies(command -> {
            assertThat(command.target()).isEqualTo(Pause.Kind.POOL);
            assertThat(command.at()).isEqualTo(NOW);
        });
    }

    @Test
    void aTypeIsPausedWithoutABody() throws Exception {
        mvc.perform(put(TYPES + "COUNT"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[0].kind").value("type"))
                .andExpect(jsonPath("$.items[0].name").value("COUNT"))
                .andExpect(jsonPath("$.items[0].reason").doesNotExist());
    }

    @Test
    void whatIsResumedIsNotListedAnyMore() throws Exception {
        paused(pool("night", "ada", "repairs"), pool("day", "ada", "repairs"));
        mvc.perform(delete(POOLS + "night")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(REASON))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items.length()").value(1))
                .andExpect(jsonPath("$.items[0].name").value("day"));
        assertThat(published).singleElement().isInstanceOf(ResumeWork.class);
        assertThat(published.getLast().reason()).isEqualTo("repairs");
    }

    @Test
    void whatIsAsItIsWantedIsNotSent() throws Exception {
        paused(pool("night", "ada", "repairs"));
        mvc.perform(put(POOLS + "night").contentType(MediaType.APPLICATION_JSON).content(REASON))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[0].by").value("ada"));
        mvc.perform(delete(POOLS + "day")).andExpect(status().isOk());
        assertThat(published).isEmpty();
    }

    @Test
    void aRequestThatIsRepeatedAfterSomebodyElsesResumePausesNothing() throws Exception {
        mvc.perform(put(POOLS + "night").header(CommandIds.HEADER, "c-1")).andExpect(status().isOk());
        mvc.perform(delete(POOLS + "night")).andExpect(status().isOk());
        mvc.perform(put(POOLS + "night").header(CommandIds.HEADER, "c-1"))
                .andExpect(status().isOk())
                .andExpect(header().string(CommandIds.HEADER, "c-1"))
                .andExpect(jsonPath("$.items.length()").value(0));
        assertThat(published).hasSize(2);
    }

    @Test
    void anotherReasonTakesThePlaceOfTheFirst() throws Exception {
        paused(pool("night", "ada", "disks are full"));
        mvc.perform(put(POOLS + "night").contentType(MediaType.APPLICATION_JSON).content(REASON))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items.length()").value(1))
                .andExpect(jsonPath("$.items[0].reason").value("repairs"))
                .andExpect(jsonPath("$.items[0].since").value(NOW.toString()));
    }

    @Test
    void whatIsNotFoldedWithinASecondIsAnsweredAsUnderWay() throws Exception {
        folding = false;
        mvc.perform(put(POOLS + "night"))
                .andExpect(status().isAccepted())
                .andExpect(header().exists(CommandIds.HEADER))
                .andExpect(jsonPath("$.items.length()").value(0));
        assertThat(Duration.ofNanos(nanoTime)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theStoreMayGoAwayWhileTheEffectIsWaitedFor() throws Exception {
        web.pauseCommands = _ -> {
            web.pauses = () -> {
                throw WebRig.storeAway();
            };
            folding = false;
            return new PublishOutcome.Accepted();
        };
        mvc.perform(put(POOLS + "night")).andExpect(status().isAccepted());
    }

    @Test
    void aTypeThatNobodyHasAnnouncedIsUnknown() throws Exception {
        problem(mvc.perform(put(TYPES + "CUONT")), 404, "unknown-task-type");
        problem(mvc.perform(delete(TYPES + "CUONT")), 404, "unknown-task-type");
        problem(mvc.perform(put(TYPES + "count")), 404, "unknown-task-type");
        assertThat(published).isEmpty();
    }

    @Test
    void aPausedTypeIsResumedThoughNobodyHasItAnyMore() throws Exception {
        paused(new Pause(Pause.Kind.TYPE, "GONE", null, null, NOW));
        mvc.perform(delete(TYPES + "GONE"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items.length()").value(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Night", "a b", "-x", "ü"})
    void whatCannotBeAPoolIsRefused(String name) throws Exception {
        problem(mvc.perform(put(POOLS + "{pool}", name)), 400, "malformed-pool");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reason\":\"\"} | 1 to 1000",
                "{\"reason\":7} | string",
                "{\"why\":\"x\"} | not a known member",
                "[] | object",
            })
    void aBodyThatIsNoneIsRefused(String body, String detail) throws Exception {
        problem(
                        mvc.perform(put(POOLS + "night")
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(body)),
                        400,
                        "malformed")
                .andExpect(jsonPath("$.detail").value(containsString(detail)));
    }

    @Test
    void aBodyThatIsHugeIsRefused() throws Exception {
        String body = "{\"reason\":\"" + "a".repeat(20_000) + "\"}";
        problem(
                mvc.perform(put(POOLS + "night")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body)),
                413,
                "too-large");
    }

    @Test
    void aBodyThatIsNoJsonAndACommandsIdThatIsNoneAreRefused() throws Exception {
        mvc.perform(put(POOLS + "night").contentType(MediaType.TEXT_PLAIN).content("x"))
                .andExpect(status().isUnsupportedMediaType());
        problem(mvc.perform(put(POOLS + "night").header(CommandIds.HEADER, "a b")), 400, "malformed-command-id");
    }

    @Test
    void oneMoreThanThereMayBeIsRefusedBeforeItIsSentAndAlsoIfTheFoldFindsIt() throws Exception {
        Pause[] full = IntStream.range(0, Pauses.MOST)
                .mapToObj(i -> pool("pool-" + i, "ada", "x"))
                .toArray(Pause[]::new);
        paused(full);
        problem(mvc.perform(put(POOLS + "night")), 409, "too-many-pauses");
        assertThat(published).isEmpty();

        paused(IntStream.range(1, Pauses.MOST).mapToObj(i -> full[i]).toArray(Pause[]::new));
        web.pauseCommands = command -> {
            published.add(command);
            paused(full);
            return outcome;
        };
        problem(mvc.perform(put(POOLS + "night")), 409, "too-many-pauses");
        assertThat(published).hasSize(1);
    }

    @Test
    void aBrokerThatDoesNotTakeItIsTold() throws Exception {
        outcome = new PublishOutcome.NotSent("the broker is away");
        problem(mvc.perform(put(POOLS + "night")), 503, "not-accepted")
                .andExpect(header().exists(HttpHeaders.RETRY_AFTER))
                .andExpect(jsonPath("$.taskId").doesNotExist());
        outcome = new PublishOutcome.Unknown("no confirm");
        problem(mvc.perform(put(TYPES + "COUNT").header(CommandIds.HEADER, "c-9")), 503, "outcome-unknown")
                .andExpect(header().string(CommandIds.HEADER, "c-9"));
    }

    @Test
    void aStoreThatIsAwayIsTold() throws Exception {
        web.pauses = () -> {
            throw WebRig.storeAway();
        };
        problem(mvc.perform(get("/api/v1/pauses")), 503, "store-unavailable");
        problem(mvc.perform(put(POOLS + "night")), 503, "store-unavailable");
        assertThat(published).isEmpty();
    }

    @Test
    void anApiThatIsStartingIsNotReady() throws Exception {
        problem(mvc(WebRig.notReady()).perform(get("/api/v1/pauses")), 503, "not-ready");
        problem(mvc(WebRig.notReady()).perform(put(POOLS + "night")), 503, "not-ready");
    }

    @Test
    void theListIsASecondOldAtMost() throws Exception {
        mvc.perform(get("/api/v1/pauses"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items.length()").value(0));
        paused(pool("night", "ada", "repairs"));
        mvc.perform(get("/api/v1/pauses"))
                .andExpect(jsonPath("$.items.length()").value(0));
        nanoTime += Duration.ofSeconds(1).toNanos();
        mvc.perform(get("/api/v1/pauses"))
                .andExpect(jsonPath("$.items[0].name").value("night"))
                .andExpect(jsonPath("$.items[0].by").value("ada"));
    }
}
