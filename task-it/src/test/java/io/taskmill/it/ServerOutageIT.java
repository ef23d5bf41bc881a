package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.LocalServers.Server;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A server stops and comes back while Taskmill works, and nobody restarts anything of Taskmill's. */
@Tag(ALONE)
class ServerOutageIT {

    private static final Duration STORE_OUTAGE = Duration.ofSeconds(20);

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();

    @BeforeAll
    static void startOneOfEach() {
        assumeTrue(LocalServers.serve(BROKER, STORE), "only this checkout's own servers are this test's to stop");
        MILL.startOneOfEach();
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @Test
    void withoutTheBrokerSubmissionsAreRefusedAndRunningTasksGoOn() {
        String running = tasks().submit("COUNT", "{\"times\":30}");
        tasks().awaitTask(
                        running,
                        Duration.ofSeconds(10),
                        task -> task.path("progress").asInt(0) > 0);

        LocalServers.stop(Server.RABBITMQ);
        HttpResponse<String> refused;
        Duration answered;
        try {
            long began = System.nanoTime();
            refused = tasks().post("COUNT", "{\"times\":0}");
            answered = Duration.ofNanos(System.nanoTime() - began);
        } finally {
            LocalServers.start(Server.RABBITMQ);
        }

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).contains("\"outcome\":\"not accepted\"");
        assertThat(answered).isLessThan(Duration.ofSeconds(6));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> tasks().post("COUNT", "{\"times\":0}").statusCode() == 202);
        JsonNode finished = tasks().awaitState(running, "FINISHED", Duration.ofSeconds(60));
        assertThat(finished.get("epoch").intValue()).isEqualTo(1);
        assertThat(finished.get("crashRecoveries").intValue()).isZero();
        assertThat(finished.at("/output/counted").intValue()).isEqualTo(30);
    }

    @Test
    void withoutTheStoreTasksAreAcceptedAndRunAndTheirDocumentsFollow() {
        List<String> accepted = new ArrayList<>();
        LocalServers.stop(Server.MONGODB);
        long stopped = System.nanoTime();
        try {
            IntStream.range(0, 500).forEach(_ -> accepted.add(tasks().submit("COUNT", "{\"times\":0}")));
            await().atMost(Duration.ofSeconds(30)).until(() -> IntStream.range(0, 8)
                    .allMatch(shard -> BROKER.unacknowledged("events." + shard) == 0));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> BROKER.ready("work.default.normal") == 0
                            && BROKER.unacknowledged("work.default.normal") == 0);
            assertThat(tasks().statusOf(accepted.getFirst())).isEqualTo(503);
            await().atMost(STORE_OUTAGE.plusSeconds(30))
                    .until(() -> System.nanoTime() - stopped >= STORE_OUTAGE.toNanos());
        } finally {
            LocalServers.start(Server.MONGODB);
        }

        assertThat(accepted).hasSize(500);
        for (String id : accepted) {
            tasks().awaitState(id, "FINISHED", Duration.ofSeconds(60));
        }
        assertThat(STORE.count("tasks", "{\"phase\":{\"$ne\":\"DONE\"}}")).isZero();
    }
}
