package io.taskmill.handlers.basic.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.handlers.basic.http.HttpCall.Method;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskError;
import io.taskmill.testkit.RecordingContext;
import io.taskmill.testkit.RecordingContext.Report;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Requests, answers, and what fails. */
class HttpCallHandlerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    private final Net net = new Net().name("shop.example", "93.184.216.34");
    private final RecordingContext context = new RecordingContext();

    @Test
    void givesStatusHeadersAndBody() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(
                "HTTP/1.1 201 Created\r\nContent-Type: text/plain; charset=UTF-8\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\n"
                        + "Content-Length: 6\r\n\r\nh\u00c3\u00a9llo")) {
            HttpAnswer answer = net.handler().run(Calls.get(url(server, "/a?b=c#d")), context);
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.headers())
                    .isEqualTo(Map.of(
                            "content-type", List.of("text/plain; charset=UTF-8"),
                            "set-cookie", List.of("a=1", "b=2"),
                            "content-length", List.of("6")));
            assertThat(answer.body()).isEqualTo("h\u00e9llo");
            assertThat(answer.base64()).isFalse();
            assertThat(answer.truncated()).isFalse();
            assertThat(answer.url()).isEqualTo(url(server, "/a?b=c"));
            assertThat(answer.redirects()).isEmpty();
            assertThat(answer.duration()).isPositive();
        }
    }

    @Test
    void sendsOnlyWhatTheCallerAndTheProtocolAskFor() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            net.handler().run(Calls.get(url(server, "//a?b=c")), context);
            assertThat(server.requests())
                    .containsExactly(
                            "GET //a?b=c HTTP/1.1\r\nHost: shop.example:" + server.port()
                                    + "\r\nConnection: close\r\nUser-Agent: Taskmill\r\nAccept: */*\r\nAccept-Encoding: identity\r\n\r\n");
        }
    }

    @Test
    void sendsTheCallersHeadersAndBody() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            Map<String, String> headers =
                    Map.of("content-type", "application/json", "ACCEPT", "text/plain", "X-Key", "k");
            net.handler().run(Calls.post(url(server, "/"), "{\"a\":\"\u00e9\"}", headers), context);
            assertThat(server.requests().getFirst())
                    .startsWith("POST / HTTP/1.1\r\n")
                    .contains("\r\ncontent-type: application/json\r\n")
                    .contains("\r\nACCEPT: text/plain\r\n")
                    .contains("\r\nX-Key: k\r\n")
                    .contains("\r\nContent-Length: 10\r\n")
                    .doesNotContain("*/*")
                    .endsWith("\r\n\r\n{\"a\":\"\u00e9\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsEachMethod(Method method) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            HttpAnswer answer = net.handler().run(Calls.of(method, url(server, "/")), context);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(server.requests().getFirst()).startsWith(method + " / HTTP/1.1\r\n");
        }
    }

    @Test
    void readsNoBodyOfHead() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")) {
            HttpAnswer answer = net.handler().run(Calls.of(Method.HEAD, url(server, "/")), context);
            assertThat(answer.headers()).containsEntry("content-length", List.of("1000000"));
            assertThat(answer.body()).isEmpty();
            assertThat(answer.truncated()).isFalse();
        }
    }

    @Test
    void readsNoBodyOf204() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n")) {
            HttpAnswer answer = net.handler().run(Calls.get(url(server, "/")), context);
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nh\r\n1\r\ni\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\nhi",
                "HTTP/1.0 200 OK\r\n\r\nhi",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
            })
    void readsABodyHoweverItsEndIsTold(String answer) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            assertThat(net.handler().run(Calls.get(url(server, "/")), context).body())
                    .isEqualTo("hi");
        }
    }

    @Test
    void looksTheNameUpOnceAndConnectsToWhatCame() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            net.name("twice.example", "93.184.216.35").name("twice.example", "127.0.0.1");
            net.handler().run(Calls.get("http://twice.example:" + server.port() + "/"), context);
            assertThat(net.asked()).containsExactly("twice.example");
            assertThat(net.connected()).containsExactly("93.184.216.35");
        }
    }

    @Test
    void refusesANameOneOfWhoseAddressesIsRefused() {
        net.name("both.example", "93.184.216.35", "127.0.0.1");
        TaskError error = Calls.failure(() -> net.handler().run(Calls.get("http://both.example/"), context));
        assertThat(error.code()).isEqualTo("ADDRESS_REFUSED");
        assertThat(error.text()).contains("both.example", "loopback").doesNotContain("127.0.0.1");
        assertThat(error.retryable()).isFalse();
        assertThat(net.connected()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:FFFF:127.0.0.1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "0.0.0.0",
                "169.254.169.254",
                "10.0.0.1",
                "[fe80::1]",
                "[fd00:ec2::254]"
            })
    void refusesAddressesThatAreNotPublicWithoutConnecting(String host) {
        TaskError error = Calls.failure(() -> net.handler().run(Calls.get("http://" + host + "/"), context));
        assertThat(error.code()).isEqualTo("ADDRESS_REFUSED");
        assertThat(net.asked()).isEmpty();
        assertThat(net.connected()).isEmpty();
    }

    @Test
    void refusesUserInfoWithoutConnecting() {
        TaskError error =
                Calls.failure(() -> net.handler().run(Calls.get("http://user:pst7Q2@shop.example/"), context));
        assertThat(error.code()).isEqualTo("USER_INFO_IN_URL");
        assertThat(error.text()).doesNotContain("pst7Q2").doesNotContain("user:");
        assertThat(context.reports()).isEmpty();
        assertThat(net.asked()).isEmpty();
    }

    @Test
    void reachesLoopbackWhereThatIsAllowed() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            HttpCallHandler handler = new HttpCallHandler(new HttpCallProperties(Set.of("127.0.0.0/8")));
            HttpAnswer answer = handler.run(Calls.get("http://127.0.0.1:" + server.port() + "/"), context);
            assertThat(answer.body()).isEqualTo("hi");
        }
    }

    @Test
    void triesTheNextAddressWhenOneDoesNotAnswer() {
        net.name("both.example", "93.184.216.34", "93.184.216.35");
        TaskError error = Calls.failure(() -> net.handler().run(Calls.get("http://both.example:1/"), context));
        assertThat(error.code()).isEqualTo("CONNECT_FAILED");
        assertThat(error.retryable()).isTrue();
        assertThat(net.connected()).containsExactly("93.184.216.34", "93.184.216.35");
    }

    @Test
    void anUnknownHostMayBeKnownLater() {
        TaskError error = Calls.failure(() -> net.handler().run(Calls.get("http://none.example/"), context));
        assertThat(error.code()).isEqualTo("UNKNOWN_HOST");
        assertThat(error.retryable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "404, UNEXPECTED_STATUS, false",
        "400, UNEXPECTED_STATUS, false",
        "304, UNEXPECTED_STATUS, false",
        "501, UNEXPECTED_STATUS, false",
        "999, UNEXPECTED_STATUS, false",
        "408, UNAVAILABLE, true",
        "429, UNAVAILABLE, true",
        "500, UNAVAILABLE, true",
        "503, UNAVAILABLE, true",
    })
    void failsOnAStatusThatIsNotExpected(int status, String code, boolean retryable) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(
                "HTTP/1.1 " + status + " Some\r\nRetry-After: 120\r\nContent-Length: 9\r\n\r\nno\tsuch\r\nth")) {
            TaskError error = Calls.failure(() -> net.handler().run(Calls.get(url(server, "/a?key=pst7Q2")), context));
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.retryable()).isEqualTo(retryable);
            assertThat(error.retryAfter()).isEqualTo(retryable ? Duration.ofMinutes(2) : null);
            assertThat(error.text())
                    .contains("GET " + url(server, "/a") + " was answered " + status + ", not 2xx; Retry-After: 120")
                    .doesNotContain("pst7Q2")
                    .doesNotContain("\r");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fri, 31 Dec 1999 23:59:59 GMT", "-1", "1.5", "99999999999999999999", "soon"})
    void aRetryAfterThatIsNoNumberOfSecondsIsOnlyTextForPeople(String value) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(
                "HTTP/1.1 503 Busy\r\nRetry-After: " + value + "\r\nContent-Length: 0\r\n\r\n")) {
            TaskError error = Calls.failure(() -> net.handler().run(Calls.get(url(server, "/")), context));
            assertThat(error.retryAfter()).isNull();
            assertThat(error.text()).contains("Retry-After: " + value);
        }
    }

    @Test
    void aStatusThatIsExpectedIsASuccess() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.answering("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno")) {
            HttpAnswer answer = net.handler().run(Calls.get(url(server, "/"), "2xx", "404"), context);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo("no");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhi', CONNECTION_LOST, true",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhi', CONNECTION_LOST, true",
        "'', CONNECTION_LOST, true",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhi', BAD_ANSWER, false",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n', BAD_ANSWER, false",
        "'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nhi', BAD_ANSWER, false",
        "'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhi', BAD_ANSWER, false",
        "'HTTP/2.0 200 OK\r\n\r\nhi', BAD_ANSWER, false",
        "'SSH-2.0-OpenSSH\r\n\r\n', BAD_ANSWER, false",
    })
    void failsOnAnAnswerThatIsBroken(String answer, String code, boolean retryable) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            TaskError error = Calls.failure(() -> net.handler().run(Calls.get(url(server, "/")), context));
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.retryable()).isEqualTo(retryable);
        }
    }

    @Test
    void boundsTheHeadersOfAnAnswer() throws Exception {
        assertThat(headersOf("X-A: " + "a".repeat(8_000) + "\r\nX-B: " + "b".repeat(8_000) + "\r\n"))
                .containsKeys("x-a", "x-b");
        assertHeadersRefused("X-A: " + "a".repeat(9_000) + "\r\n");
        assertHeadersRefused("X-A: a\r\n".repeat(100));
        assertHeadersRefused(("X-A: " + "a".repeat(6_000) + "\r\n").repeat(3));
    }

    @Test
    void anAnswerThatIsAllHeadersIsNotReadToItsEnd() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("X-A: a\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        })) {
            TaskError error = Calls.failure(() -> net.handler().run(Calls.get(url(server, "/")), context));
            assertThat(error.code()).isEqualTo("BAD_ANSWER");
        }
    }

    @Test
    void headersHaveNoControlCharacters() throws Exception {
        assertThat(headersOf("X-A: a\u0000\u001b[31mb\r\n")).containsEntry("x-a", List.of("a  [31mb"));
    }

    private Map<String, List<String>> headersOf(String lines) throws Exception {
        try (ScriptedServer server = withHeaders(lines)) {
            return net.handler().run(Calls.get(url(server, "/")), context).headers();
        }
    }

    private void assertHeadersRefused(String lines) throws IOException {
        try (ScriptedServer server = withHeaders(lines)) {
            TaskError error = Calls.failure(() -> net.handler().run(Calls.get(url(server, "/")), context));
            assertThat(error.code()).isEqualTo("BAD_ANSWER");
        }
    }

    private static ScriptedServer withHeaders(String lines) throws IOException {
        return ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + lines + "\r\nhi");
    }

    @Test
    void theLargestResultThatThereCanBeFitsIntoATask() throws Exception {
        String katakana = "\uff71".repeat(AnswerBody.MAX_OCTETS); // an octet in Shift_JIS, three in UTF-8
        String path = "/" + "a".repeat(4_060);
        String headers = "Content-Type: text/plain;charset=Shift_JIS\r\nX-A: " + "\"".repeat(8_000) + "\r\nX-B: "
                + "\u00e9".repeat(8_000) + "\r\n";
        try (ScriptedServer server = ScriptedServer.answering(out -> {
            out.write(("HTTP/1.1 200 OK\r\n" + headers + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(katakana.getBytes(Charset.forName("Shift_JIS")));
        })) {
            HttpAnswer last = net.handler().run(Calls.get(url(server, path)), context);
            assertThat(last.body()).isEqualTo(katakana);
            HttpAnswer largest = new HttpAnswer(
                    last.status(),
                    last.headers(),
                    last.body(),
                    false,
                    false,
                    last.url(),
                    List.of(last.url(), last.url(), last.url(), last.url(), last.url()),
                    last.duration());
            // Execution.MAX_RESULT_BYTES in task-runtime
            assertThat(new JsonMapper().writeValueAsBytes(largest)).hasSizeBetween(250_000, 256 * 1024);
        }
    }

    @Test
    void tellsWhatItIsDoing() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            net.handler().run(Calls.get(url(server, "/")), context);
            assertThat(context.reports())
                    .containsExactly(
                            new Report(5, StatusMessage.of("connecting", "shop.example")),
                            new Report(30, StatusMessage.of("waiting", "shop.example")),
                            new Report(60, StatusMessage.of("reading", 2)));
        }
    }

    @Test
    void announcesItsTitleAndWhatItSaysInBothLanguages() {
        assertThat(net.handler().describe().name()).isEqualTo("HTTP_CALL");
        assertThat(net.handler().describe().texts()).containsOnlyKeys("en", "ru");
        assertThat(net.handler().describe().texts().values()).allSatisfy(texts -> assertThat(texts)
                .containsOnlyKeys(List.of("title", "connecting", "waiting", "reading")));
    }

    private static String url(ScriptedServer server, String path) {
        return "http://shop.example:" + server.port() + path;
    }
}
