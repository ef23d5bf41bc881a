package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.it.system.HttpSchedules;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.LocalServers.Server;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The servers go and come back while a schedule fires every second. */
@Tag(ALONE)
class ScheduleOutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();

    @BeforeAll
    static void startOneOfEach() {
        assumeTrue(LocalServers.serve(BROKER, STORE), "only this checkout's own servers are this test's to stop");
        MILL.startOneOfEach();
    }

    private static HttpSchedules schedules() {
        return MILL.schedules("api");
    }

    @Test
    void withoutTheStoreNothingFiresAndAfterwardsNoFiringIsMissing() {
        assertNoFiringIsMissingAfter("stored", Server.MONGODB, () -> {
            assertThat(schedules().answer("stored").statusCode()).isEqualTo(503);
            assertThat(schedules().act("stored", "run").statusCode()).isEqualTo(503);
        });
    }

    @Test
    void withoutTheBrokerNothingFiresAndAfterwardsNoFiringIsMissing() {
        assertNoFiringIsMissingAfter("brokered", Server.RABBITMQ, () -> {
            assertThat(schedules().answer("brokered").statusCode()).isEqualTo(200);
            assertThat(schedules().act("brokered", "run").statusCode()).isEqualTo(503);
        });
    }

    private static void assertNoFiringIsMissingAfter(String name, Server server, Runnable meanwhile) {
        schedules()
                .make(
                        name,
                        "{\"every\":\"PT1S\",\"overlap\":\"allow\",\"task\":{\"type\":\"COUNT\",\"params\":{\"times\":0}}}");
        schedules().await(name, PATIENCE, schedule -> fired(schedule) >= 2);
        LocalServers.stop(server);
        Instant stopped = Instant.now();
        try {
            meanwhile.run();
            await().atMost(PATIENCE).until(() -> Instant.now().isAfter(stopped.plus(OUTAGE)));
        } finally {
            LocalServers.start(server);
        }
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> schedules().answer(name).statusCode() == 200);
        schedules().await(name, PATIENCE, schedule -> Instant.parse(
                        schedule.path("next").asString(Instant.EPOCH.toString()))
                .isAfter(stopped.plus(OUTAGE).plusSeconds(3)));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> schedules().act(name, "pause").statusCode() == 200);
        JsonNode paused = schedules()
                .await(name, PATIENCE, schedule -> schedule.path("running").isEmpty());

        List<Instant> firings = firings(name);
        assertThat(firings).hasSize((int) fired(paused));
        assertThat(firings)
                .containsExactlyElementsOf(Stream.iterate(
                                firings.getFirst(),
                                firing -> !firing.isAfter(firings.getLast()),
                                firing -> firing.plusSeconds(1))
                        .toList());
        assertThat(paused.path("counts").path("skipped_catch_up").asLong(-1)).isZero();
        assertThat(schedules().delete(name).statusCode()).isEqualTo(204);
    }

    private static long fired(JsonNode schedule) {
        return schedule.path("counts").path("fired").asLong(0);
    }

    private static List<Instant> firings(String name) {
        return STORE.withDatabase(database -> {
            List<Instant> found = new ArrayList<>();
            for (Document task : database.getCollection("tasks")
                    .find(new Document("spec.schedule.name", name))
                    .sort(new Document("spec.schedule.firing", 1))) {
                found.add(task.get("spec", Document.class)
                        .get("schedule", Document.class)
                        .getDate("firing")
                        .toInstant());
            }
            return found;
        });
    }
}
