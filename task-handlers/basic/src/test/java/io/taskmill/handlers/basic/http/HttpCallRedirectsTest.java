package io.taskmill.handlers.basic.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.TaskError;
import io.taskmill.testkit.RecordingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each hop is looked up, checked and connected to as if it were the first. */
class HttpCallRedirectsTest {

    private final Net net = new Net().name("shop.example", "93.184.216.34").name("other.example", "93.184.216.40");
    private final RecordingContext context = new RecordingContext();

    @Test
    void followsARedirectAndTellsOfIt() throws Exception {
        try (ScriptedServer server = redirecting("/b?c")) {
            HttpAnswer answer = net.handler().run(Calls.get(url(server, "/a")), context);
            assertThat(answer.body()).isEqualTo("hi");
            assertThat(answer.url()).isEqualTo(url(server, "/b?c"));
            assertThat(answer.redirects()).containsExactly(url(server, "/a"));
            assertThat(server.requests().getLast()).startsWith("GET /b?c HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "//169.254.169.254/latest/meta-data/",
                "http://[::ffff:169.254.169.254]/",
                "http://[::ffff:127.0.0.1]/",
                "http://127.0.0.1/",
                "https://10.0.0.1/",
                "http://[fd00:ec2::254]/",
                "http://inside.example/"
            })
    void refusesARedirectToAnAddressThatIsNotPublic(String location) throws Exception {
        net.name("inside.example", "10.1.2.3");
        try (ScriptedServer server = redirecting(location)) {
            TaskError error = Calls.failure(() -> net.handler().run(Calls.get(url(server, "/")), context));
            assertThat(error.code()).isEqualTo("ADDRESS_REFUSED");
            assertThat(error.retryable()).isFalse();
            assertThat(server.requests()).hasSize(1);
            assertThat(net.connected()).containsExactly("93.184.216.34");
        }
    }

    @Test
    void looksANameUpAgainForTheNextHopAndRefusesWhatItThenLeadsTo() throws Exception {
        net.name("twice.example", "93.184.216.35").name("twice.example", "127.0.0.1");
        try (ScriptedServer server = redirecting("/again")) {
            String url = "http://twice.example:" + server.port() + "/";
            TaskError error = Calls.failure(() -> net.handler().run(Calls.get(url), context));
            assertThat(error.code()).isEqualTo("ADDRESS_REFUSED");
            assertThat(net.asked()).containsExactly("twice.example", "twice.example");
            assertThat(net.connected()).containsExactly("93.184.216.35");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:pst7Q2@other.example/, USER_INFO_IN_URL",
        "ftp://other.example/pst7Q2, INVALID_URL",
        "file:///etc/pst7Q2, INVALID_URL",
        "http://0x7f.1/pst7Q2, INVALID_URL",
        "http://2130706433/pst7Q2, INVALID_URL",
        "http://pst7Q2 /, INVALID_URL",
    })
    void refusesARedirectToWhatNoCallMayName(String location, String code) throws Exception {
        try (ScriptedServer server = redirecting(location)) {
            TaskError error = Calls.failure(() -> net.handler().run(Calls.get(url(server, "/")), context));
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.text()).doesNotContain("pst7Q2");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void endsALoop() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n")) {
            TaskError error = Calls.failure(() -> net.handler().run(Calls.get(url(server, "/")), context));
            assertThat(error.code()).isEqualTo("REDIRECT_REFUSED");
            assertThat(error.retryable()).isFalse();
            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    void followsFiveRedirects() throws Exception {
        AtomicInteger left = new AtomicInteger(5);
        try (ScriptedServer server = ScriptedServer.answering(out -> out.write((left.getAndDecrement() > 0
                        ? "HTTP/1.1 302 Found\r\nLocation: /" + left.get() + "\r\n\r\n"
                        : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
                .getBytes(StandardCharsets.US_ASCII)))) {
            HttpAnswer answer = net.handler().run(Calls.get(url(server, "/")), context);
            assertThat(answer.redirects()).hasSize(5).first().isEqualTo(url(server, "/"));
            assertThat(answer.url()).isEqualTo(url(server, "/0"));
        }
    }

    @Test
    void aRedirectThatIsExpectedIsTheAnswer() throws Exception {
        try (ScriptedServer server = redirecting("http://169.254.169.254/")) {
            HttpAnswer answer = net.handler().run(Calls.get(url(server, "/"), "3xx"), context);
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.headers()).containsEntry("location", List.of("http://169.254.169.254/"));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 302 Found\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: \r\n\r\n",
                "HTTP/1.1 300 Multiple Choices\r\nLocation: /a\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nLocation: /a\r\n\r\n"
            })
    void whatIsNoRedirectThatSaysWhereToIsAnAnswer(String answer) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            TaskError error = Calls.failure(() -> net.handler().run(Calls.get(url(server, "/")), context));
            assertThat(error.code()).isEqualTo("UNEXPECTED_STATUS");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void theCallersSecretsStayWithTheFirstOrigin() throws Exception {
        try (ScriptedServer other = ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
                ScriptedServer server =
                        ScriptedServer.answering("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://other.example:"
                                + other.port() + "/\r\n\r\n")) {
            Map<String, String> headers = Map.of(
                    "Authorization",
                    "Bearer pst7Q2",
                    "Cookie",
                    "a=pst7Q2",
                    "X-Api-Key",
                    "pst7Q2",
                    "Accept",
                    "text/plain",
                    "Content-Type",
                    "application/json");
            net.handler().run(Calls.post(url(server, "/"), "{}", headers), context);
            assertThat(server.requests().getFirst()).contains("Bearer pst7Q2", "a=pst7Q2", "X-Api-Key: pst7Q2");
            assertThat(other.requests().getFirst())
                    .contains("POST / ", "Accept: text/plain", "Content-Type: application/json")
                    .contains("Host: other.example:" + other.port())
                    .doesNotContain("pst7Q2")
                    .endsWith("\r\n\r\n{}");
        }
    }

    @Test
    void theCallersHeadersGoAlongWithinAnOrigin() throws Exception {
        try (ScriptedServer server = redirecting("/b")) {
            net.handler()
                    .run(
                            new HttpCall(
                                    HttpCall.Method.GET,
                                    url(server, "/a"),
                                    Map.of("Authorization", "Bearer pst7Q2"),
                                    null,
                                    null,
                                    null),
                            context);
            assertThat(server.requests()).hasSize(2).allSatisfy(request -> assertThat(request)
                    .contains("Bearer pst7Q2"));
        }
    }

    /** Redirects the first request, and says hi to the others. */
    private static ScriptedServer redirecting(String location) throws IOException {
        AtomicInteger requests = new AtomicInteger();
        return ScriptedServer.answering(out -> out.write((requests.getAndIncrement() == 0
                        ? "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n"
                        : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
                .getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String url(ScriptedServer server, String path) {
        return "http://shop.example:" + server.port() + path;
    }
}
