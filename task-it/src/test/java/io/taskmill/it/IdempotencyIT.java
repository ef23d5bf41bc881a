package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.mortal.Death;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.EmbeddedServers;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** One key, one task (invariant 7), also when the API dies between two steps of a submission. */
@Tag(EmbeddedServers.EMBEDDED)
class IdempotencyIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int KEYS = 50;

    @TempDir
    static Path folder = Path.of("");

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    @BeforeAll
    static void startAProjectorAWorkerAndTwoApis() {
        MILL.launch("task-projector", "projector");
        MILL.launchLedgerWorker("worker", ledger());
        MILL.launch("task-api", "api-1");
        MILL.launch("task-api", "api-2");
        MILL.awaitReady();
        for (String api : List.of("api-1", "api-2")) {
            MILL.tasks(api).submitOnceKnown("LEDGER", "{\"millis\":0}");
        }
    }

    /** The key is the task's creator as well, so that its tasks can be counted. */
    private static String body(String key) {
        return "{\"type\":\"LEDGER\",\"creator\":\"" + key + "\",\"params\":{\"millis\":0}}";
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "BEFORE_PUBLISH_AGAIN")
    void whereverTheApiIsKilledARepeatAtAnotherOneComesToTheSameTask(Death death) {
        String key = "killed-" + death;
        submitToAnApiThatDies(key, death);
        HttpTasks other = MILL.tasks("api-1");

        HttpResponse<String> repeat = other.postKeyed(key, body(key));

        switch (death) {
            case BEFORE_RESERVE ->
                assertThat(repeat.statusCode()).as(repeat.body()).isEqualTo(202);
            case BEFORE_ANSWER ->
                assertThat(repeat.statusCode()).as(repeat.body()).isEqualTo(200);
            case BEFORE_PUBLISH, BEFORE_MARK, BEFORE_PUBLISH_AGAIN -> {
                assertInUse(repeat);
                repeat = onceTheLeaseIsOver(other, key);
                assertThat(repeat.statusCode()).as(repeat.body()).isEqualTo(202);
            }
        }
        assertThatItIsOneTaskThatRanOnce(key, HttpTasks.idOf(repeat));
    }

    @Test
    void whoeverTakesOverMayBeKilledAsWell() {
        String key = "killed-twice";
        submitToAnApiThatDies(key, Death.BEFORE_PUBLISH);
        MILL.launchMortalApi("second", Death.BEFORE_PUBLISH_AGAIN);
        MILL.awaitReady("second");
        HttpTasks second = MILL.tasks("second");
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> onceTheLeaseIsOver(second, key));

        HttpTasks other = MILL.tasks("api-2");
        assertInUse(other.postKeyed(key, body(key)));
        HttpResponse<String> repeat = onceTheLeaseIsOver(other, key);
        assertThat(repeat.statusCode()).as(repeat.body()).isEqualTo(202);
        assertThatItIsOneTaskThatRanOnce(key, HttpTasks.idOf(repeat));
    }

    @Test
    void twoApisThatGetOneKeyAtTheSameInstantMakeOneTask() throws Exception {
        for (int i = 0; i < KEYS; i++) {
            String key = "raced-" + i;
            List<HttpResponse<String>> answers =
                    atTheSameInstant(() -> MILL.tasks("api-1").postKeyed(key, body("raced")), () -> MILL.tasks("api-2")
                            .postKeyed(key, body("raced")));
            assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(200, 202, 409);
            Set<String> ids = new HashSet<>();
            for (HttpResponse<String> answer : answers) {
                if (answer.statusCode() == 409) {
                    assertInUse(answer);
                } else {
                    ids.add(HttpTasks.idOf(answer));
                }
            }
            HttpResponse<String> repeat = onceTheLeaseIsOver(MILL.tasks("api-1"), key, "raced");
            assertThat(repeat.statusCode()).isEqualTo(200);
            ids.add(HttpTasks.idOf(repeat));
            assertThat(ids).as(key).hasSize(1);
        }
        await().atMost(PATIENCE)
                .until(() -> STORE.count("tasks", "{\"spec.creator\":\"raced\",\"state\":\"FINISHED\"}") == KEYS);
        assertThat(STORE.count("tasks", "{\"spec.creator\":\"raced\"}")).isEqualTo(KEYS);
    }

    @Test
    void anotherBodyIsRefusedByTheOtherApi() {
        String key = "another-body";
        assertThat(MILL.tasks("api-1").postKeyed(key, body(key)).statusCode()).isEqualTo(202);
        HttpResponse<String> other = MILL.tasks("api-2").postKeyed(key, body("another"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("urn:taskmill:problem:idempotency-key-reused");
    }

    private static void submitToAnApiThatDies(String key, Death death) {
        String name = "mortal-" + key;
        MILL.launchMortalApi(name, death);
        MILL.awaitReady(name);
        HttpTasks mortal = MILL.tasks(name);
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> mortal.postKeyed(key, body(key)));
        assertThat(MILL.process(name).awaitExit(PATIENCE)).isEqualTo(137);
    }

    private static void assertInUse(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(answer.body()).contains("urn:taskmill:problem:idempotency-key-in-use");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    private static HttpResponse<String> onceTheLeaseIsOver(HttpTasks api, String key) {
        return onceTheLeaseIsOver(api, key, key);
    }

    /** The first answer that is not 409. */
    private static HttpResponse<String> onceTheLeaseIsOver(HttpTasks api, String key, String creator) {
        AtomicReference<@Nullable HttpResponse<String>> last = new AtomicReference<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).until(() -> {
            HttpResponse<String> answer = api.postKeyed(key, body(creator));
            last.set(answer);
            return answer.statusCode() != 409;
        });
        return Objects.requireNonNull(last.get());
    }

    private static void assertThatItIsOneTaskThatRanOnce(String key, String id) {
        String tasks = "{\"spec.creator\":\"" + key + "\"}";
        MILL.tasks("api-2").awaitState(id, "FINISHED", PATIENCE);
        await().atMost(PATIENCE)
                .until(() ->
                        BROKER.ready("work.ledger.normal") == 0 && BROKER.unacknowledged("work.ledger.normal") == 0);
        assertThat(STORE.count("tasks", tasks)).isEqualTo(1);
        assertThat(LedgerEntry.of(ledger(), id)).extracting(LedgerEntry::what).containsExactly(What.START, What.END);
        HttpResponse<String> last = MILL.tasks("api-2").postKeyed(key, body(key));
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(HttpTasks.idOf(last)).isEqualTo(id);
        assertThat(last.body()).contains("\"FINISHED\"");
    }

    private static <T> List<T> atTheSameInstant(Callable<T> one, Callable<T> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> each : List.of(one, other)) {
                running.add(threads.submit(() -> {
                    start.await();
                    return each.call();
                }));
            }
            for (Future<T> result : running) {
                results.add(result.get());
            }
        }
        return results;
    }
}
