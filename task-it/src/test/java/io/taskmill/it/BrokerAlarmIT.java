package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Load;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** RabbitMQ is short of disk for a minute, under load, and nobody restarts anything of Taskmill's. */
@Tag(ALONE)
class BrokerAlarmIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();

    private static final Duration ALARM = Duration.ofSeconds(60);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);

    /** All are under way when the alarm comes, and through before it is over. */
    private static final int RUNS = 50;

    private static final String RUN = "{\"millis\":30000}";
    private static final String PROGRESS = "taskmill_worker_events_total";
    private static final String BLOCKED = "taskmill_publisher_blocked";

    @TempDir
    static Path folder = Path.of("");

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    @BeforeAll
    static void start() {
        assumeTrue(LocalServers.serve(BROKER, STORE), "only this checkout's own servers are this test's to block");
        MILL.with("TASKMILL_WORKER_SLOTS", "64");
        MILL.startOneOfEach();
        MILL.launchLedgerWorker("ledger-worker", ledger());
        MILL.awaitReady();
        var _ = tasks().submitOnceKnown("LEDGER", "{\"millis\":0}");
    }

    @AfterAll
    static void endAlarm() {
        if (LocalServers.serve(BROKER, STORE)) {
            LocalServers.unblockPublishers();
        }
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @Test
    void whileTheBrokerBlocksSubmissionsAreRefusedAtOnceAndRunsGoOnAndAllIsToldAfterwards() {
        try (Load load = new Load(List.of(tasks()))) {
            String counting = tasks().submit("COUNT", "{\"times\":75}");
            List<String> running = IntStream.range(0, RUNS)
                    .mapToObj(_ -> tasks().submit("LEDGER", RUN))
                    .toList();
            await().atMost(Duration.ofSeconds(20)).until(() -> running.stream().allMatch(id -> has(id, What.START)));
            running.forEach(id -> tasks().awaitState(id, "IN_PROGRESS", Duration.ofSeconds(20)));

            LocalServers.blockPublishers();
            try {
                endureAlarm(running);
            } finally {
                LocalServers.unblockPublishers();
            }

            running.forEach(id -> assertRanOnce(tasks().awaitState(id, "FINISHED", Duration.ofSeconds(30))));
            assertThat(LedgerEntry.all(ledger()).stream().filter(entry -> entry.what() == What.START))
                    .hasSize(RUNS + 1);
            await().atMost(ANSWERED_WITHIN)
                    .until(() -> tasks().post("COUNT", "{\"times\":0}").statusCode() == 202);
            assertThat(blocked()).isZero();
            assertRanOnce(tasks().awaitState(counting, "FINISHED", Duration.ofMinutes(3)));
            load.awaitMore(20, Duration.ofSeconds(30));
            load.stop();
            load.assertNothingLost(STORE, Duration.ofMinutes(2));
        }
        assertThat(STORE.count("tasks", "{\"epoch\":{\"$gt\":1}}")).isZero();
        assertThat(STORE.count("tasks", "{\"crashRecoveries\":{\"$gt\":0}}")).isZero();
        assertThat(STORE.count("sessions", "{\"status\":{\"$ne\":\"ACTIVE\"}}")).isZero();
    }

    /** From the alarm on, for a minute. */
    private static void endureAlarm(List<String> running) {
        long began = System.nanoTime();
        await("everybody knows").atMost(Duration.ofSeconds(10)).until(() -> blocked() == 4);
        double progress = MILL.tasks("worker").metric(PROGRESS, "event=\"progress\"");
        assertThat(refusal().body()).contains("\"outcome\":\"not accepted\"").contains("blocks publishers");
        await("all runs end by themselves while nothing can be told")
                .atMost(Duration.ofSeconds(45))
                .until(() -> running.stream().allMatch(id -> has(id, What.END)));
        assertThat(running)
                .allSatisfy(id ->
                        assertThat(tasks().get(id).get("state").stringValue()).isEqualTo("IN_PROGRESS"));
        await("until the minute is over")
                .atMost(ALARM.plusSeconds(10))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> refusal() != null && System.nanoTime() - began >= ALARM.toNanos());
        assertThat(MILL.tasks("worker").metric(PROGRESS, "event=\"progress\"")).isEqualTo(progress);
        assertThat(MILL.tasks("ledger-worker").metric("taskmill_worker_events_retained"))
                .isGreaterThanOrEqualTo(RUNS);
    }

    /** The answer to a submission meanwhile, in time. */
    private static HttpResponse<String> refusal() {
        long began = System.nanoTime();
        HttpResponse<String> answer = tasks().post("COUNT", "{\"times\":0}");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(ANSWERED_WITHIN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        return answer;
    }

    /** How many programs say that the broker blocks them. */
    private static double blocked() {
        return List.of("api", "projector", "worker", "ledger-worker").stream()
                .mapToDouble(program -> MILL.tasks(program).metric(BLOCKED))
                .sum();
    }

    private static boolean has(String id, What what) {
        return LedgerEntry.of(ledger(), id).stream().anyMatch(entry -> entry.what() == what);
    }

    private static void assertRanOnce(JsonNode task) {
        assertThat(task.get("epoch").intValue()).isEqualTo(1);
        assertThat(task.get("crashRecoveries").intValue()).isZero();
    }
}
