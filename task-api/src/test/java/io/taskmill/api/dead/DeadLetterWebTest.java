package io.taskmill.api.dead;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskmill.api.WebRig;
import io.taskmill.messaging.MessagingException;
import io.taskmill.messaging.dead.Acted;
import io.taskmill.messaging.dead.DeadLetter;
import io.taskmill.messaging.dead.DeadLetters;
import io.taskmill.messaging.dead.LeftReason;
import io.taskmill.messaging.dead.LetterId;
import io.taskmill.messaging.dead.LettersBusyException;
import io.taskmill.messaging.dead.Peeked;
import io.taskmill.messaging.dead.WholeLetter;
import io.taskmill.model.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class DeadLetterWebTest {

    private static final Instant AT = Instant.parse("2026-05-01T10:00:00.123Z");
    private static final LetterId ID = new LetterId("0123456789abcdef0123456789abcdef");
    private static final String ONE = "/api/v1/dead-letters/" + ID;

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private final DeadLetters dead = rig.deadLetters;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DeadLetterMetrics metrics = new DeadLetterMetrics(meters);
    private final MockMvc mvc = rig.mvc(
            new DeadLetterController(rig.startup),
            new ReplayController(rig.startup, metrics),
            new DeletionController(rig.startup, metrics));

    @Test
    void lettersAreShownWithWhatIsKnownOfThem() throws Exception {
        LetterId noise = new LetterId("f".repeat(32));
        when(dead.peek(50))
                .thenReturn(new Peeked(
                        7,
                        List.of(letter(), new DeadLetter(noise, null, null, null, 9_000, new byte[] {-1, 0}, false))));
        mvc.perform(get("/api/v1/dead-letters"))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                {"total": 7, "items": [
                  {"id": "0123456789abcdef0123456789abcdef",
                   "reason": "undecodable", "origin": "events.0", "buried": "2026-05-01T10:00:00.123Z",
                   "size": 10, "body": "{\\"v\\":\\"ö\\"}", "encoding": "utf-8"},
                  {"id": "ffffffffffffffffffffffffffffffff",
                   "size": 9000, "body": "/wA=", "encoding": "base64", "truncated": true}]}""", JsonCompareMode.STRICT));
    }

    private static DeadLetter letter() {
        byte[] text = "{\"v\":\"ö\"}".getBytes(StandardCharsets.UTF_8);
        return new DeadLetter(ID, "undecodable", "events.0", AT, text.length, text, true);
    }

    @Test
    void asManyAreShownAsAreAskedFor() throws Exception {
        when(dead.peek(anyInt())).thenReturn(new Peeked(0, List.of()));
        mvc.perform(get("/api/v1/dead-letters?limit=200")).andExpect(status().isOk());
        verify(dead).peek(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "x"})
    void aLimitThatIsNoneIsRefused(String limit) throws Exception {
        problem(mvc.perform(get("/api/v1/dead-letters").queryParam("limit", limit)), 400, "malformed-limit");
    }

    @Test
    void oneLetterIsShownWithItsTask() throws Exception {
        TaskId task = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10");
        when(dead.find(ID)).thenReturn(Optional.of(new WholeLetter(letter(), task)));
        mvc.perform(get(ONE)).andExpect(status().isOk()).andExpect(content().json("""
                {"id": "0123456789abcdef0123456789abcdef",
                 "reason": "undecodable", "origin": "events.0", "buried": "2026-05-01T10:00:00.123Z",
                 "size": 10, "body": "{\\"v\\":\\"ö\\"}", "encoding": "utf-8",
                 "task": "01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10"}""", JsonCompareMode.STRICT));
        when(dead.find(ID)).thenReturn(Optional.of(new WholeLetter(letter(), null)));
        mvc.perform(get(ONE)).andExpect(jsonPath("$.task").doesNotExist());
    }

    @Test
    void oneLetterIsReplayedAndCounted() throws Exception {
        when(dead.replay(ID)).thenReturn(Optional.of(new Acted(1, Map.of())));
        mvc.perform(post(ONE + "/replay"))
                .andExpect(status().isOk())
                .andExpect(content().json("{\"replayed\": 1, \"left\": 0, \"reasons\": {}}", JsonCompareMode.STRICT));
        assertThat(counted("replayed")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"NO_ORIGIN,no-origin", "REFUSED_ORIGIN,refused-origin", "QUEUE_GONE,queue-gone"})
    void whyALetterCannotBeReplayedIsTold(LeftReason reason, String told) throws Exception {
        when(dead.replay(ID)).thenReturn(Optional.of(new Acted(0, Map.of(reason, 1L))));
        problem(mvc.perform(post(ONE + "/replay")), 409, "not-replayable")
                .andExpect(jsonPath("$.reason").value(told));
        assertThat(counted("replayed")).isZero();
    }

    @Test
    void aLetterThatTheBrokerDidNotConfirmStays() throws Exception {
        when(dead.replay(ID)).thenReturn(Optional.of(new Acted(0, Map.of(LeftReason.NOT_CONFIRMED, 1L))));
        problem(mvc.perform(post(ONE + "/replay")), 503, "broker-unavailable")
                .andExpect(header().string("Retry-After", "1"));
    }

    @Test
    void allAreReplayedAndWhatIsLeftIsTold() throws Exception {
        when(dead.replayAll())
                .thenReturn(new Acted(12, Map.of(LeftReason.QUEUE_GONE, 2L, LeftReason.NOT_REACHED, 30L)));
        mvc.perform(post("/api/v1/dead-letters/replay"))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                {"replayed": 12, "left": 32, "reasons": {"queue-gone": 2, "not-reached": 30}}""", JsonCompareMode.STRICT));
        assertThat(counted("replayed")).isEqualTo(12);
    }

    @Test
    void oneLetterIsDeletedAndCounted() throws Exception {
        when(dead.delete(ID)).thenReturn(true);
        mvc.perform(delete(ONE)).andExpect(status().isNoContent());
        assertThat(counted("deleted")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?confirm=false", "?confirm=TRUE", "?confirm="})
    void allAreDeletedOnlyWhenThatIsConfirmed(String query) throws Exception {
        when(dead.count()).thenReturn(41L);
        problem(mvc.perform(delete("/api/v1/dead-letters" + query)), 409, "not-confirmed")
                .andExpect(jsonPath("$.total").value(41));
        verify(dead, never()).deleteAll();
    }

    @Test
    void allAreDeleted() throws Exception {
        when(dead.deleteAll()).thenReturn(new Acted(10_000, Map.of(LeftReason.NOT_REACHED, 5L)));
        mvc.perform(delete("/api/v1/dead-letters?confirm=true"))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                {"deleted": 10000, "left": 5, "reasons": {"not-reached": 5}}""", JsonCompareMode.STRICT));
        assertThat(counted("deleted")).isEqualTo(10_000);
    }

    @Test
    void whatWasMeantToNarrowARequestDownIsNotPassedOver() throws Exception {
        problem(mvc.perform(delete("/api/v1/dead-letters?confirm=true&reason=x")), 400, "malformed-query");
        problem(mvc.perform(delete("/api/v1/dead-letters?confirm=true&confirm=true")), 400, "malformed-query");
        problem(mvc.perform(post("/api/v1/dead-letters/replay?origin=x")), 400, "malformed-query");
        verify(dead, never()).deleteAll();
        verify(dead, never()).replayAll();
    }

    @Test
    void aLetterThatCannotBeReachedIsUnknown() throws Exception {
        for (MockHttpServletRequestBuilder request : List.of(get(ONE), post(ONE + "/replay"), delete(ONE))) {
            problem(mvc.perform(request), 404, "unknown-letter")
                    .andExpect(jsonPath("$.detail").value(Matchers.containsString("200")));
        }
    }

    @Test
    void anIdThatIsNoneIsRefused() throws Exception {
        String none = "/api/v1/dead-letters/01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10";
        for (MockHttpServletRequestBuilder request : List.of(get(none), post(none + "/replay"), delete(none))) {
            problem(mvc.perform(request), 400, "malformed-letter-id");
        }
        verify(dead, never()).delete(any());
    }

    @Test
    void whileTheBrokerIsAwayOrOthersAreAtTheLettersThatIsSaid() throws Exception {
        LettersBusyException busy = mock(LettersBusyException.class);
        when(dead.peek(anyInt()))
                .thenThrow(new MessagingException("cannot connect"))
                .thenThrow(busy);
        when(dead.replayAll()).thenThrow(busy);
        problem(mvc.perform(get("/api/v1/dead-letters")), 503, "broker-unavailable")
                .andExpect(header().string("Retry-After", "1"));
        problem(mvc.perform(get("/api/v1/dead-letters")), 503, "letters-busy")
                .andExpect(header().string("Retry-After", "1"));
        problem(mvc.perform(post("/api/v1/dead-letters/replay")), 503, "letters-busy");
    }

    private double counted(String what) {
        return meters.get("taskmill.dead.letters." + what).counter().count();
    }
}
