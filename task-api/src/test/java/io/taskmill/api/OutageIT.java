package io.taskmill.api;

import static io.taskmill.api.ApiInstance.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.testkit.FreePorts;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    static final RealStore store = new RealStore();

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String COUNT = "{\"type\":\"COUNT\",\"params\":{\"times\":1}}";

    @Test
    @Order(1)
    void beforeAProjectorHasStartedItServesButIsNotReady() {
        try (ApiInstance api = ApiInstance.start(broker, store)) {
            assertThat(api.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            HttpResponse<String> readiness = api.get("/actuator/health/readiness");
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(json(readiness).path("status").asString()).isEqualTo("OUT_OF_SERVICE");
            assertUnavailable(api.submit(COUNT), "not-ready");
            assertUnavailable(api.get("/api/v1/tasks/0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37"), "not-ready");
            assertThat(api.submit("{").statusCode()).isEqualTo(400);
            Projected.open(api);
            await().atMost(PATIENCE)
                    .until(() -> api.get("/actuator/health/readiness").statusCode() == 200);
            await().atMost(PATIENCE).until(() -> api.submit(COUNT).statusCode() == 202);
        }
    }

    @Test
    @Order(2)
    void withoutABrokerASubmissionIsNotAcceptedWithinSeconds() {
        try (ApiInstance api = ApiInstance.start(broker, store, "spring.rabbitmq.port=" + FreePorts.next())) {
            await().atMost(PATIENCE)
                    .until(() -> api.get("/actuator/health/readiness").statusCode() == 200);
            long before = System.nanoTime();
            HttpResponse<String> response = api.submit(COUNT);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
            assertUnavailable(response, "not-accepted");
            assertThat(json(response).path("outcome").asString()).isEqualTo("not accepted");
            assertUnavailable(api.get("/api/v1/dead-letters"), "broker-unavailable");
            assertHealth(api, "broker", 200);
            String id = json(response).path("taskId").asString();
            assertThat(json(api.get("/api/v1/tasks/" + id)).path("recorded").asBoolean(true))
                    .isFalse();
        }
    }

    @Test
    @Order(3)
    void aBrokerThatComesBackIsPublishedToAgain() {
        try (ApiInstance api = ApiInstance.start(broker, store)) {
            await().atMost(PATIENCE).until(() -> api.submit(COUNT).statusCode() == 202);
            await().atMost(PATIENCE).until(() -> broker.closeConnections() > 0);
            await().atMost(PATIENCE).until(() -> api.submit(COUNT).statusCode() == 202);
        }
    }

    @Test
    @Order(4)
    void onceItIsReadyItStaysSoWithoutItsStoreAndTellsWhatIsAway() throws IOException {
        Relay relay = new Relay(URI.create(store.uri()));
        try (ApiInstance api = ApiInstance.start(broker, store, "spring.mongodb.uri=" + relay.uri())) {
            await().atMost(PATIENCE).until(() -> api.get("/actuator/health").statusCode() == 200);
            relay.cut();
            await().atMost(PATIENCE).until(() -> api.get("/actuator/health").statusCode() == 503);
            assertHealth(api, "store", 200);
            assertUnavailable(api.get("/api/v1/tasks"), "store-unavailable");
            assertThat(api.submit(COUNT).statusCode()).isEqualTo(202);
        } finally {
            relay.cut();
        }
    }

    @Test
    @Order(5)
    void withoutAStoreItServesButIsNotReady() {
        String nowhere = "spring.mongodb.uri=mongodb://127.0.0.1:" + FreePorts.next() + "/nowhere";
        try (ApiInstance api = ApiInstance.start(broker, store, nowhere)) {
            assertThat(api.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertHealth(api, "store", 503);
            assertUnavailable(api.submit(COUNT), "not-ready");
        }
    }

    /** That just this component is down; the process lives, whatever is away. */
    private static void assertHealth(ApiInstance api, String down, int readiness) {
        HttpResponse<String> health = api.get("/actuator/health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(json(health).at("/components/" + down + "/status").asString())
                .isEqualTo("DOWN");
        assertThat(json(health).at("/components/" + down + "/details/reason").asString())
                .isNotEmpty();
        assertThat(json(health).path("components").propertyNames())
                .contains("broker", "store")
                .doesNotContain("rabbit", "mongo");
        assertThat(health.body()).doesNotContain(broker.password() + "@");
        assertThat(api.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(api.get("/actuator/health/readiness").statusCode()).isEqualTo(readiness);
    }

    private static void assertUnavailable(HttpResponse<String> response, String problem) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response).path("type").asString()).isEqualTo("urn:taskmill:problem:" + problem);
    }
}
