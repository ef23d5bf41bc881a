package io.taskmill.handlers.basic.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerBodyTest {

    private static final String CYRILLIC = "\u043f\u0440\u0438\u0432\u0435\u0442";

    @ParameterizedTest
    @CsvSource({
        "UTF-8, text/plain",
        "UTF-8, ",
        "UTF-8, application/json",
        "UTF-8, text/plain; charset=utf-8",
        "windows-1251, text/html; charset=windows-1251",
        "KOI8-R, text/html; charset=\"koi8-r\"",
        "UTF-16, text/plain; charset=UTF-16",
        "UTF-8, text/plain; charset=klingon",
        "UTF-8, text/plain; charset=",
        "UTF-8, ;;;",
    })
    void isTextInTheCharsetThatIsNamed(String charset, @Nullable String type) throws IOException {
        AnswerBody body = read(CYRILLIC.getBytes(Charset.forName(charset)), type, null);
        assertThat(body).isEqualTo(new AnswerBody(CYRILLIC, false, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain; charset=UTF-8", "text/plain", "text/plain; charset=US-ASCII"})
    void isInBase64WhereTheCharsetIsAnotherOne(String type) throws IOException {
        byte[] octets = CYRILLIC.getBytes(Charset.forName("windows-1251"));
        AnswerBody body = read(octets, type, null);
        assertThat(body.base64()).isTrue();
        assertThat(Base64.getDecoder().decode(body.text())).isEqualTo(octets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\u001b[31m", "a\u007f", "\u0008"})
    void isInBase64WhereItHasWhatNoTextHas(String text) throws IOException {
        assertThat(read(text.getBytes(StandardCharsets.UTF_8), "text/plain", null)
                        .base64())
                .isTrue();
    }

    @Test
    void keepsLinesAndTabs() throws IOException {
        assertThat(read("a\tb\r\nc\f".getBytes(StandardCharsets.UTF_8), null, null)
                        .text())
                .isEqualTo("a\tb\r\nc\f");
    }

    @Test
    void isNotDecompressed() throws IOException {
        AnswerBody body = read("gzip it was".getBytes(StandardCharsets.UTF_8), "text/plain", "gzip");
        assertThat(body.base64()).isTrue();
        assertThat(read("x".getBytes(StandardCharsets.UTF_8), "text/plain", "identity")
                        .base64())
                .isFalse();
    }

    @Test
    void hasTheFirst64KiBAndSaysWhetherThereIsMore() throws IOException {
        assertThat(read(new byte[0], null, null)).isEqualTo(new AnswerBody("", false, false));
        String whole = "x".repeat(65_536);
        assertThat(read(whole.getBytes(StandardCharsets.US_ASCII), null, null))
                .isEqualTo(new AnswerBody(whole, false, false));
        assertThat(read((whole + "y").getBytes(StandardCharsets.US_ASCII), null, null))
                .isEqualTo(new AnswerBody(whole, false, true));
    }

    @Test
    void leavesOutACharacterThatTheBoundCutsInTwo() throws IOException {
        String text = "x" + "\u20ac".repeat(21_845);
        AnswerBody body = read((text + "\u20ac").getBytes(StandardCharsets.UTF_8), null, null);
        assertThat(body).isEqualTo(new AnswerBody(text, false, true));
        String cut = "xx" + "\u20ac".repeat(30_000);
        assertThat(read(cut.getBytes(StandardCharsets.UTF_8), null, null))
                .isEqualTo(new AnswerBody("xx" + "\u20ac".repeat(21_844), false, true));
    }

    @Test
    void aCharacterThatTheServerCutInTwoMakesItNoText() throws IOException {
        assertThat(read(new byte[] {'a', (byte) 0xe2, (byte) 0x82}, null, null).base64())
                .isTrue();
    }

    @Property(tries = 300)
    void losesNothing(@ForAll byte[] octets) throws IOException {
        AnswerBody body = read(octets, null, null);
        byte[] kept = body.base64()
                ? Base64.getDecoder().decode(body.text())
                : body.text().getBytes(StandardCharsets.UTF_8);
        assertThat(kept).isEqualTo(octets);
    }

    @Test
    void tellsHowMuchHasCome() throws IOException {
        List<Integer> told = new ArrayList<>();
        AnswerBody.read(answer(new byte[100_000], null, null), told::add);
        assertThat(told).isSorted().endsWith(65_537).hasSizeGreaterThan(5);
    }

    private static AnswerBody read(byte[] octets, @Nullable String type, @Nullable String coding) throws IOException {
        return AnswerBody.read(answer(octets, type, coding), _ -> {});
    }

    private static ClassicHttpResponse answer(byte[] octets, @Nullable String type, @Nullable String coding) {
        ClassicHttpResponse answer = new BasicClassicHttpResponse(200);
        answer.setEntity(new InputStreamEntity(new ByteArrayInputStream(octets), null));
        if (type != null) {
            answer.setHeader("Content-Type", type);
        }
        if (coding != null) {
            answer.setHeader("Content-Encoding", coding);
        }
        return answer;
    }
}
