package io.taskmill.it.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.configuration.Programs.Program;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password is nowhere to be read, also not when it is wrong. */
class SecretsIT {

    private static final String MARKER = "pst7Q2unheard";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> PAGES = List.of(
            "/actuator",
            "/actuator/health",
            "/actuator/health/readiness",
            "/actuator/health/liveness",
            "/actuator/info",
            "/actuator/prometheus",
            "/actuator/env",
            "/actuator/configprops",
            "/actuator/beans",
            "/actuator/loggers");

    @RegisterExtension
    @Order(1)
    static final RealBroker BROKER = new RealBroker();

    @RegisterExtension
    @Order(2)
    static final RealStore STORE = new RealStore();

    @RegisterExtension
    @Order(3)
    final Programs programs = new Programs();

    @Test
    void aStoreThatRefusesThePasswordDoesNotBringItToLight() throws Exception {
        Map<String, String> environment = environment();
        environment.put("SPRING_MONGODB_URI", STORE.uri().replace("://", "://nobody:" + MARKER + "@"));

        Program projector = programs.start("task-projector", environment);
        Program api = programs.start("task-api", environment);

        awaitLog(projector, "projector waits for the store reason=");
        awaitLog(api, "not ready yet reason=");
        assertSilence(projector);
        assertSilence(api);
    }

    @Test
    void aBrokerThatRefusesThePasswordDoesNotBringItToLight() throws Exception {
        Map<String, String> environment = environment();
        environment.put("SPRING_RABBITMQ_USERNAME", "nobody");
        environment.put("SPRING_RABBITMQ_PASSWORD", MARKER);

        Program projector = programs.start("task-projector", environment);
        Program worker = programs.start("task-worker", environment);
        awaitLog(projector, "waits for the broker reason=");
        Program api = programs.start("task-api", environment);

        awaitLog(worker, "waits for the broker reason=");
        awaitLog(api, "waits for the broker reason=");
        assertSilence(projector);
        assertSilence(worker);
        assertSilence(api);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://nobody:" + MARKER + "@127.0.0.1:port/db",
                "mongodb://nobody:" + MARKER + "/slash@127.0.0.1/db",
                "mongodb://nobody:" + MARKER + "@at@127.0.0.1/db",
                "mongodb//nobody:" + MARKER + "@127.0.0.1/db"
            })
    void anAddressOfTheStoreThatCannotBeReadIsNotShown(String uri) throws Exception {
        Map<String, String> environment = environment();
        environment.put("SPRING_MONGODB_URI", uri);

        Program api = programs.start("task-api", environment);

        assertThat(api.process().awaitExit(PATIENCE)).isNotZero();
        assertThat(api.process().logs())
                .anyMatch(line -> line.contains("spring.mongodb.uri") && line.contains("must be mongodb://"))
                .noneMatch(line -> line.contains(MARKER));
    }

    @Test
    void anAddressOfTheBrokerThatCannotBeReadIsNotShown() throws Exception {
        Map<String, String> environment = environment();
        environment.put("SPRING_RABBITMQ_ADDRESSES", "amqp://nobody:" + MARKER + "@127.0.0.1:port");

        Program worker = programs.start("task-worker", environment);

        assertThat(worker.process().awaitExit(PATIENCE)).isNotZero();
        assertThat(worker.process().logs())
                .anyMatch(line -> line.contains("spring.rabbitmq.addresses"))
                .noneMatch(line -> line.contains(MARKER));
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_RABBITMQ_HOST", BROKER.host());
        environment.put("SPRING_RABBITMQ_PORT", Integer.toString(BROKER.port()));
        environment.put("SPRING_RABBITMQ_USERNAME", BROKER.username());
        environment.put("SPRING_RABBITMQ_PASSWORD", BROKER.password());
        environment.put("SPRING_RABBITMQ_VIRTUALHOST", BROKER.virtualHost());
        environment.put("SPRING_MONGODB_URI", STORE.uri());
        environment.put("LOGGING_LEVEL_IO_TASKMILL", "DEBUG");
        return environment;
    }

    private static void awaitLog(Program program, String text) {
        await(program + " telling that it " + text)
                .atMost(PATIENCE)
                .failFast(() -> !program.process().isAlive())
                .until(() -> program.process().logs().stream().anyMatch(line -> line.contains(text)));
    }

    private static void assertSilence(Program program) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String page : PAGES) {
                URI address = URI.create("http://127.0.0.1:" + program.port() + page);
                HttpResponse<String> answer =
                        http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.body()).as(page).doesNotContain(MARKER);
            }
        }
        assertThat(program.process().logs()).isNotEmpty().noneMatch(line -> line.contains(MARKER));
    }
}
