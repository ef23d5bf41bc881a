package io.taskmill.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.messaging.MessageHeaders;
import io.taskmill.messaging.Topology;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.testkit.EmbeddedServers;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages that nobody can read, in each kind of queue: kept with their reason, and passed by (invariant 6). */
@Tag(EmbeddedServers.EMBEDDED)
class BadMessagesIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();

    private static final String WORK = Topology.workQueue("default", Priority.NORMAL);
    private static final int NOISE_BYTES = 1 << 20;

    @BeforeAll
    static void startOneOfEach() {
        MILL.startOneOfEach();
    }

    @Test
    void whatNobodyCanReadIsKeptWithItsReasonAndTheConsumerGoesOn() {
        Instant began = Instant.now();
        String task = UUID.randomUUID().toString();
        Map<String, byte[]> bad = Map.of(
                "not a JSON object", bytes("go away"),
                "unknown version 2", bytes("{\"v\":2,\"message\":{}}"),
                "epoch", bytes("{\"v\":1,\"message\":{\"kind\":\"RUN\",\"task\":\"" + task + "\"}}"),
                "not a JSON", noise());
        int shard = new Shards(8).of(TaskId.parse(task));
        String events = Topology.eventQueue(shard);
        for (byte[] body : bad.values()) {
            assertThat(BROKER.publish("", WORK, Map.of(), body)).isTrue();
            assertThat(BROKER.publish("", events, Map.of(), body)).isTrue();
        }
        assertThat(BROKER.publish("", events, Map.of(), bytes("{\"v\":1,\"message\":{\"kind\":\"NOPE\"}}")))
                .isTrue();

        int expected = 2 * bad.size() + 1;
        await().atMost(Duration.ofSeconds(30)).until(() -> BROKER.ready(Topology.DEAD) == expected);
        List<Received> dead = BROKER.peek(Topology.DEAD, 100);
        for (String queue : List.of(WORK, events)) {
            bad.forEach((reason, body) -> assertThat(dead)
                    .filteredOn(letter -> queue.equals(letter.headers().get(MessageHeaders.ORIGIN)))
                    .anySatisfy(letter -> {
                        assertThat(letter.body()).isEqualTo(body);
                        assertThat(reasonOf(letter)).contains(reason);
                    }));
        }
        assertThat(dead).anySatisfy(letter -> assertThat(reasonOf(letter)).contains("NOPE"));
        assertThat(dead).allSatisfy(letter -> assertThat(
                        Instant.parse(String.valueOf(letter.headers().get(MessageHeaders.BURIED))))
                .isBetween(began, Instant.now()));
        assertThat(MILL.tasks("projector").metric("taskmill_projector_dead_letters_total"))
                .isEqualTo(bad.size() + 1.0);
        assertThat(MILL.tasks("worker").metric("taskmill_worker_dead_letters_total"))
                .isEqualTo(bad.size());
        HttpTasks tasks = MILL.tasks("api");
        for (int i = 0; i < 20; i++) { // on all shards
            tasks.awaitState(tasks.submit("COUNT", "{\"times\":0}"), "FINISHED", Duration.ofSeconds(30));
        }
    }

    private static String reasonOf(Received letter) {
        return String.valueOf(letter.headers().get(MessageHeaders.REASON));
    }

    private static byte[] noise() {
        byte[] noise = new byte[NOISE_BYTES];
        new Random(7).nextBytes(noise);
        return noise;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
