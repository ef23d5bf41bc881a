package io.taskmill.handlers.vdi.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.taskmill.simulator.Simulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a hypervisor does not do what it was asked for has a type of its own. */
class HttpHypervisorTest {

    private static final Order CLONE = new Order.Clone("ubuntu-24", "p", null, List.of("a"));

    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;
    private HttpHypervisor hypervisor;

    @BeforeEach
    void start(@TempDir Path folder) {
        simulator = new Simulator(0, folder.resolve("state.json"));
        hypervisor = new HttpHypervisor(simulator.address(), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        hypervisor.close();
        simulator.close();
        http.close();
    }

    private void put(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(simulator.address().resolve(path))
                .PUT(BodyPublishers.ofString(body))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNotThereIsUnknownOrEmpty() throws Exception {
        assertThatThrownBy(() -> hypervisor.template("beos"))
                .isInstanceOf(HypervisorException.Unknown.class)
                .hasMessageContaining("beos");
        assertThat(hypervisor.vm("vm-9")).isEmpty();
        assertThat(hypervisor.pool("p")).isEmpty();
        assertThat(hypervisor.operation("o")).isEmpty();
        hypervisor.cancel("o");
        hypervisor.dropPool("p");
    }

    @Test
    void tooMuchToDoIsBusy() throws Exception {
        put("/faults", "{\"busy\": 1}");
        assertThatThrownBy(() -> hypervisor.submit("o", CLONE)).isInstanceOf(HypervisorException.Busy.class);
        assertThat(hypervisor.submit("o", CLONE).running()).isTrue();
    }

    @Test
    void aControllerThatIsAwayIsUnreachable() throws Exception {
        put("/hypervisor/controllers/controller-1", "{\"id\": \"controller-1\", \"away\": true}");
        put("/hypervisor/controllers/controller-2", "{\"id\": \"controller-2\", \"away\": true}");
        assertThatThrownBy(() -> hypervisor.submit("o", CLONE)).isInstanceOf(HypervisorException.Unreachable.class);
    }

    @Test
    void oneThatIsGoneIsUnreachable() {
        simulator.close();
        assertThatThrownBy(() -> hypervisor.vms("p"))
                .isInstanceOf(HypervisorException.Unreachable.class)
                .hasMessageContaining(simulator.address().toString());
    }

    @Test
    void oneThatIsTooSlowIsUnreachable() throws Exception {
        put("/faults", "{\"latencyMillis\": 2000}");
        try (HttpHypervisor hasty = new HttpHypervisor(simulator.address(), Duration.ofMillis(100))) {
            assertThatThrownBy(() -> hasty.vms("p")).isInstanceOf(HypervisorException.Unreachable.class);
        }
    }

    @Test
    void anAnswerThatMakesNoSenseIsAFailure() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] body = "<html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.start();
        URI address = URI.create("http://127.0.0.1:" + other.getAddress().getPort());
        try (HttpHypervisor confused = new HttpHypervisor(address, Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> confused.vms("p")).isInstanceOf(HypervisorException.Failed.class);
        } finally {
            other.stop(0);
        }
    }

    @Test
    void namesMayHoldWhateverAPathMayNot() throws Exception {
        hypervisor.describePool("a/b c?ä", new Described("x"));
        assertThat(hypervisor.pool("a/b c?ä").orElseThrow().path("what").asString())
                .isEqualTo("x");
    }

    record Described(String what) {}
}
