package io.taskmill.handlers.basic.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.handler.Matches;
import io.taskmill.handlers.basic.http.HttpCall.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the schema refuses is refused here too, since commands can come past the API. */
class HttpCallTest {

    /** The pattern of a component. */
    static String rule(String component) {
        return Arrays.stream(HttpCall.class.getRecordComponents())
                .filter(candidate -> candidate.getName().equals(component))
                .map(candidate -> Objects.requireNonNull(candidate.getAnnotation(Matches.class))
                        .value())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isReadFromJson() {
        assertThat(new JsonMapper().readValue("""
                                {"method": "POST", "url": "https://example.com/", "headers": {"Accept": "text/plain"},
                                 "body": "{}", "timeout": "PT1M30S", "expect": ["2xx", "404"]}""", HttpCall.class))
                .isEqualTo(new HttpCall(
                        Method.POST,
                        "https://example.com/",
                        Map.of("Accept", "text/plain"),
                        "{}",
                        Duration.ofSeconds(90),
                        List.of("2xx", "404")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\": \"http://user:pst7Q2@h/\"}",
                "{\"method\": \"GET\"}",
                "{\"method\": \"TRACE\", \"url\": \"http://user:pst7Q2@h/\"}",
                "{\"method\": \"GET\", \"url\": \"http://user:pst7Q2@h/\", \"timeout\": \"PT0S\"}",
                "{\"method\": \"GET\", \"url\": \"http://user:pst7Q2@h/\", \"headers\": {\"a\": null}}",
                "{\"method\": \"GET\", \"url\": \"http://h/\", \"headers\": {\"a\": \"pst7Q2\\n\"}}",
                "{\"method\": \"GET\", \"url\": \"http://h/\", \"headers\": {\"proxy-authorization\": \"pst7Q2\"}}",
            })
    void isRefusedWithoutShowingAnything(String json) {
        assertThatThrownBy(() -> new JsonMapper().readValue(json, HttpCall.class))
                .isInstanceOfSatisfying(JacksonException.class, e -> assertThat(e.getOriginalMessage())
                        .doesNotContain("pst7Q2"));
    }

    @ParameterizedTest
    @EnumSource(names = {"GET", "HEAD"})
    void hasNoBodyWhereNobodyReadsIt(Method method) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call(method, null, "x", null, null))
                .withMessageContaining("a body cannot be sent with " + method);
    }

    @Test
    void boundsTheBody() {
        assertThat(call(Method.POST, null, "x".repeat(HttpCall.MAX_BODY), null, null)
                        .body())
                .hasSize(131_072);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call(Method.POST, null, "x".repeat(HttpCall.MAX_BODY + 1), null, null))
                .withMessageContaining("131073");
    }

    @ParameterizedTest
    @CsvSource({
        "PT1S, true",
        "PT9S, true",
        "PT99S, true",
        "PT599S, true",
        "PT600S, true",
        "PT1M, true",
        "PT9M59S, true",
        "PT10M, true",
        "PT0S, false",
        "PT601S, false",
        "PT0.5S, false",
        "PT10M1S, false",
        "PT11M, false",
        "PT1H, false",
        "P1D, false",
        "PT-1S, false",
    })
    void boundsTheTimeoutAsTheSchemaDoes(String text, boolean taken) {
        assertThat(Pattern.matches(rule("timeout"), text)).isEqualTo(taken);
        Duration timeout = Duration.parse(text);
        if (taken) {
            assertThat(call(Method.GET, null, null, timeout, null).timeout()).isEqualTo(timeout);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> call(Method.GET, null, null, timeout, null))
                    .withMessageContaining("must be PT1S to PT10M");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1xx", "6xx", "20", "2000", "2XX", "abc", "200 ", "100"})
    void refusesWhatIsNoStatus(String status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call(Method.GET, null, null, null, List.of(status)))
                .withMessageContaining("expect must have");
    }

    @Test
    void boundsTheListOfStatuses() {
        assertThatIllegalArgumentException().isThrownBy(() -> call(Method.GET, null, null, null, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call(Method.GET, null, null, null, Collections.nCopies(21, "200")));
    }

    @ParameterizedTest
    @CsvSource({"200, true", "299, true", "302, false", "404, true", "405, false", "503, false"})
    void expectsStatusesAndClasses(int status, boolean expected) {
        assertThat(ExpectedStatuses.of(List.of("2xx", "404")).contains(status)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "CONNECTION",
                "Keep-Alive",
                "Proxy-Authorization",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "Expect"
            })
    void leavesTheConnectionsHeadersToTheConnection(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withHeader(name, "x"))
                .withMessageContaining("header " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r\nb", "a\n", "\u00e4", "a\u0000", "(a)"})
    void refusesNamesThatCouldEndALine(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> withHeader(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nHost: b", "a\n", "a\r", "a\u0000", "\u00e4", "\u2028", "\u010a"})
    void refusesValuesThatCouldEndALine(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withHeader("X-Test", value))
                .withMessageContaining("X-Test");
    }

    @Test
    void boundsHeaders() {
        assertThat(withHeader("n".repeat(128), "v".repeat(4_096)).headers()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> withHeader("n".repeat(129), "v"));
        assertThatIllegalArgumentException().isThrownBy(() -> withHeader("n", "v".repeat(4_097)));
        Map<String, String> many = IntStream.rangeClosed(0, RequestHeaders.MAX_COUNT)
                .boxed()
                .collect(Collectors.toMap(number -> "h" + number, _ -> ""));
        assertThatIllegalArgumentException().isThrownBy(() -> call(Method.GET, many, null, null, null));
    }

    @Test
    void hasEachHeaderOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call(Method.GET, Map.of("accept", "a", "Accept", "b"), null, null, null))
                .withMessageContaining("twice");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, true",
        "text/plain; charset=UTF-8, true",
        "text/plain; charset=\"utf-8\", true",
        "text/plain; charset=iso-8859-1, false",
        "text/plain; charset=klingon, false"
    })
    void namesNoCharsetButTheOneThatBodiesAreSentIn(String type, boolean taken) {
        if (taken) {
            assertThat(withHeader("Content-Type", type).headers()).containsEntry("Content-Type", type);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> withHeader("Content-Type", type))
                    .withMessageContaining("charset");
        }
    }

    private static HttpCall withHeader(String name, String value) {
        return call(Method.GET, Map.of(name, value), null, null, null);
    }

    private static HttpCall call(
            Method method,
            @Nullable Map<String, String> headers,
            @Nullable String body,
            @Nullable Duration timeout,
            @Nullable List<String> expect) {
        return new HttpCall(method, "http://example.com/", headers, body, timeout, expect);
    }
}
