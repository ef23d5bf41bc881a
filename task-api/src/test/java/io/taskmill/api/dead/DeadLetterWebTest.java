package io.taskmill.api.dead;

import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.messaging.MessagingException;
import io.taskmill.messaging.dead.DeadLetter;
import io.taskmill.messaging.dead.DeadLetters;
import io.taskmill.messaging.dead.Peeked;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;

class DeadLetterWebTest {

    private static final Instant AT = Instant.parse("2026-05-01T10:00:00.123Z");

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private final DeadLetters dead = rig.deadLetters;
    private final MockMvc mvc = rig.mvc(new DeadLetterController(rig.startup));

    @Test
    void lettersAreShownWithWhatIsKnownOfThem() throws Exception {
        byte[] text = "{\"v\":\"ö\"}".getBytes(StandardCharsets.UTF_8);
        when(dead.peek(50))
                .thenReturn(new Peeked(
                        7,
                        List.of(
                                new DeadLetter("undecodable", "events.0", AT, text.length, text, true),
                                new DeadLetter(null, null, null, 9_000, new byte[] {(byte) 0xFF, 0}, false))));
        mvc.perform(get("/api/v1/dead-letters"))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                {"total": 7, "items": [
                  {"reason": "undecodable", "origin": "events.0", "buried": "2026-05-01T10:00:00.123Z",
                   "size": 10, "body": "{\\"v\\":\\"ö\\"}", "encoding": "utf-8"},
                  {"size": 9000, "body": "/wA=", "encoding": "base64", "truncated": true}]}""", JsonCompareMode.STRICT));
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
        mvc.perform(get("/api/v1/dead-letters").queryParam("limit", limit))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("urn:taskmill:problem:malformed-limit"));
    }

    @Test
    void whileTheBrokerIsAwayThatIsSaid() throws Exception {
        when(dead.peek(anyInt())).thenThrow(new MessagingException("cannot connect"));
        mvc.perform(get("/api/v1/dead-letters"))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string("Retry-After", "1"))
                .andExpect(jsonPath("$.type").value("urn:taskmill:problem:broker-unavailable"));
    }
}
