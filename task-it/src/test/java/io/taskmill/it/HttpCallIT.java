package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** HTTP_CALL in a worker that may reach 127.0.0.1 and nothing else of its own network. */
class HttpCallIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** An octet each in Shift_JIS, three in UTF-8: the largest body that a result can have. */
    private static final String LARGEST = "\uff71".repeat(64 * 1024);

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_HANDLERS_HTTP_ALLOWED", "127.0.0.1");

    private static final HttpServer SERVER = server();

    @BeforeAll
    static void startEverything() {
        SERVER.start();
        MILL.startOneOfEach();
    }

    @AfterAll
    static void stopServer() {
        SERVER.stop(0);
    }

    @Test
    void theLargestAnswerComesThroughWhole() {
        JsonNode task = ended("{\"method\":\"GET\",\"url\":\"" + url("/largest") + "\"}", "FINISHED");
        assertThat(task.at("/output/status").intValue()).isEqualTo(200);
        assertThat(task.at("/output/body").stringValue()).isEqualTo(LARGEST);
        assertThat(task.at("/output/truncated").booleanValue()).isFalse();
        assertThat(task.at("/output/headers/content-type/0").stringValue()).isEqualTo("text/plain; charset=Shift_JIS");
    }

    @Test
    void aRedirectToMetadataIsRefused() {
        JsonNode task = ended("{\"method\":\"GET\",\"url\":\"" + url("/metadata") + "\"}", "FAILED");
        assertThat(task.at("/error/code").stringValue()).isEqualTo("ADDRESS_REFUSED");
        assertThat(task.at("/error/text").stringValue()).contains("169.254.169.254", "metadata");
        assertThat(task.at("/error/retryable").booleanValue()).isFalse();
    }

    @Test
    void aUrlWithUserInfoIsRefusedWhenItIsSubmitted() {
        HttpResponse<String> answer =
                tasks().post("HTTP_CALL", "{\"method\":\"GET\",\"url\":\"http://user:pst7Q2@example.com/\"}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("/params/url").doesNotContain("pst7Q2");
    }

    private static JsonNode ended(String params, String state) {
        return tasks().awaitState(tasks().submitOnceKnown("HTTP_CALL", params), state, PATIENCE);
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + SERVER.getAddress().getPort() + path;
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 10);
            server.createContext("/largest", exchange -> {
                byte[] body = LARGEST.getBytes(Charset.forName("Shift_JIS"));
                exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=Shift_JIS");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.createContext("/metadata", exchange -> {
                exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data/");
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
            });
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on loopback", e);
        }
    }
}
