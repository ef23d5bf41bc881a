package io.taskmill.handlers.basic.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.model.TaskError;
import io.taskmill.testkit.RecordingContext;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that never end, and calls that must. */
class HttpCallBoundsTest {

    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Net net = new Net().name("shop.example", "93.184.216.34");

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9000000000000000000", "Transfer-Encoding: chunked", "X-Nothing: told"})
    void takes64KiBOfABodyThatNeverEndsAndLeaves(String framing) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(out -> endless(out, framing))) {
            HttpAnswer answer = net.handler().run(Calls.get(url(server)), new RecordingContext());
            assertThat(answer.body()).isEqualTo("x".repeat(64 * 1024));
            assertThat(answer.truncated()).isTrue();
            await("the server losing its client").atMost(PATIENCE).until(() -> server.gone() == 1);
        }
    }

    private static void endless(OutputStream out, String framing) throws Exception {
        out.write(("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        String chunk = "x".repeat(4_096);
        byte[] octets =
                (framing.contains("chunked") ? "1000\r\n" + chunk + "\r\n" : chunk).getBytes(StandardCharsets.US_ASCII);
        while (true) {
            out.write(octets);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nX-A: ",
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n"
            })
    void endsAnAnswerThatTricklesInWhenTheTimeIsOver(String beginning) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.answering(out -> {
            out.write(beginning.getBytes(StandardCharsets.US_ASCII));
            while (!never.await(10, TimeUnit.MILLISECONDS)) {
                out.write('x');
            }
        })) {
            TaskError error = Calls.failure(() -> net.call(Calls.get(url(server)), SHORT));
            assertThat(error.code()).isEqualTo("TIMEOUT");
            assertThat(error.retryable()).isTrue();
            assertThat(error.text()).contains("GET http://shop.example", "PT0.15S");
        }
    }

    @Test
    void endsAnAnswerThatDoesNotCome() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.answering(_ -> never.await())) {
            assertThat(Calls.failure(() -> net.call(Calls.get(url(server)), SHORT))
                            .code())
                    .isEqualTo("TIMEOUT");
        }
    }

    @Test
    void endsARequestThatNobodyReads() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            deaf.setReceiveBufferSize(4_096);
            HttpCall call = Calls.post(
                    "http://shop.example:" + deaf.getLocalPort() + "/", "x".repeat(HttpCall.MAX_BODY), Map.of());
            assertThat(Calls.failure(() -> net.call(call, SHORT)).code()).isEqualTo("TIMEOUT");
        }
    }

    @Test
    void allRedirectsTogetherHaveTheTimeOfOneCall() throws Exception {
        AtomicReference<String> location = new AtomicReference<>("");
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.answering(out -> {
            assertThat(never.await(60, TimeUnit.MILLISECONDS)).isFalse();
            out.write(("HTTP/1.1 302 Found\r\nLocation: " + location.get() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        })) {
            location.set(url(server));
            assertThat(Calls.failure(() -> net.call(Calls.get(url(server)), SHORT))
                            .code())
                    .isEqualTo("TIMEOUT");
        }
    }

    @Test
    void endsALookupThatDoesNotCome() {
        CountDownLatch never = new CountDownLatch(1);
        net.slow("slow.example", () -> await().until(() -> never.getCount() == 0));
        TaskError error = Calls.failure(() -> net.call(Calls.get("http://slow.example/"), SHORT));
        never.countDown();
        assertThat(error.code()).isEqualTo("TIMEOUT");
        assertThat(error.text()).contains("slow.example");
    }

    @Test
    void aRunThatIsInterruptedLeavesAtOnce() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.answering(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (!never.await(10, TimeUnit.MILLISECONDS)) {
                out.write('\n');
            }
        })) {
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Thread run = run(url(server), end);
            await("the request").atMost(PATIENCE).until(() -> server.requests().size() == 1);
            run.interrupt();
            assertThat(end.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isInstanceOf(InterruptedException.class);
            await("the server losing its client").atMost(PATIENCE).until(() -> server.gone() == 1);
        }
    }

    @Test
    void aRunThatIsInterruptedDoesNotWaitForALookup() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        net.slow("slow.example", () -> {
            asked.countDown();
            await().until(() -> never.getCount() == 0);
        });
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread run = run("http://slow.example/", end);
        assertThat(asked.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        run.interrupt();
        assertThat(end.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isInstanceOf(InterruptedException.class);
        never.countDown();
        assertThat(net.connected()).isEmpty();
    }

    /** On a virtual thread, as a worker does it. */
    private Thread run(String url, CompletableFuture<Throwable> end) {
        return Thread.ofVirtual().start(() -> {
            try {
                net.handler().run(Calls.get(url), new RecordingContext());
                end.completeExceptionally(new AssertionError("the call must not end"));
            } catch (Throwable e) {
                end.complete(e);
            }
        });
    }

    private static String url(ScriptedServer server) {
        return "http://shop.example:" + server.port() + "/";
    }
}
