package io.taskmill.messaging.dead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterIdTest {

    private static final Instant AT = Instant.parse("2026-05-01T10:00:00.123Z");
    private static final byte[] BODY = "body".getBytes(UTF_8);

    @Test
    void equalLettersShareAnIdWhichStaysTheSameFromReleaseToRelease() {
        assertThat(LetterId.of(AT, "why", "events.0", BODY))
                .isEqualTo(LetterId.of(AT, "why", "events.0", BODY.clone()))
                .hasToString("bd4f4876cb09eb052870170de5dba263");
        assertThat(LetterId.of(null, null, null, new byte[0])).hasToString("8688d249e9d047b4fc2fb89ce05afe9e");
    }

    @Test
    void whateverDiffersMakesAnotherId() {
        assertThat(Stream.of(
                        LetterId.of(AT, "why", "events.0", BODY),
                        LetterId.of(AT.plusNanos(1), "why", "events.0", BODY),
                        LetterId.of(null, "why", "events.0", BODY),
                        LetterId.of(AT, "whye", "vents.0", BODY),
                        LetterId.of(AT, "", "why", BODY),
                        LetterId.of(AT, null, "why", BODY),
                        LetterId.of(AT, "why", null, BODY),
                        LetterId.of(AT, "why", "events.0body", new byte[0]),
                        LetterId.of(AT, "why", "events.1", BODY)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0",
                "0123456789ABCDEF0123456789ABCDEF",
                "0123456789abcdef0123456789abcdeg",
                "01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10"
            })
    void anythingElseIsNoId(String text) {
        assertThatThrownBy(() -> new LetterId(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
