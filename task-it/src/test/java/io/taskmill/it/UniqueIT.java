package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What there is to be only one task of at a time, over two APIs. */
class UniqueIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = 20;
    private static final int AT_ONCE = 8;

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void startTwoApis() {
        MILL.launch("task-projector", "projector");
        MILL.launchLedgerWorker("worker", ledger());
        MILL.launch("task-api", "api-1");
        MILL.launch("task-api", "api-2");
        MILL.awaitReady();
        for (String api : List.of("api-1", "api-2")) {
            MILL.tasks(api).submitOnceKnown("LEDGER", "{\"millis\":0}");
        }
    }

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    @Test
    void ofManyWhoComeAtOnceOneGetsThroughAndOnceItHasEndedAnother() throws InterruptedException {
        Set<String> tasks = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<HttpResponse<String>> answers = atOnce("{\"key\":\"raced\"}");
            assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(200, 202, 409);
            List<String> accepted = answers.stream()
                    .filter(answer -> answer.statusCode() == 202)
                    .map(HttpTasks::idOf)
                    .toList();
            assertThat(accepted).as("round %d", round).hasSize(1);
            assertThat(answers.stream()
                            .filter(answer -> answer.statusCode() == 200)
                            .map(HttpTasks::idOf))
                    .allMatch(accepted.getFirst()::equals);
            assertThat(tasks.add(accepted.getFirst())).isTrue();
            MILL.tasks("api-1").awaitState(accepted.getFirst(), "FINISHED", PATIENCE);
        }
        assertThat(LedgerEntry.all(ledger()).stream()
                        .filter(entry -> entry.what() == What.START && tasks.contains(entry.task())))
                .hasSize(ROUNDS);
    }

    @Test
    void refusedItIsToldWhichOneThereIs() {
        HttpTasks api = MILL.tasks("api-1");
        String id = api.submitJson(body("{\"key\":\"mine\"}", 1_500));
        HttpResponse<String> other =
                MILL.tasks("api-2").postJson(body("{\"key\":\"mine\",\"otherwise\":\"refuse\"}", 0));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("duplicate-task", id);
    }

    @Test
    void forATimeItKeepsOthersOffThoughItHasEnded() {
        HttpTasks api = MILL.tasks("api-1");
        String unique = "{\"key\":\"hourly\",\"for\":\"PT1H\"}";
        String id = api.submitJson(body(unique, 0));
        api.awaitState(id, "FINISHED", PATIENCE);
        HttpResponse<String> other = MILL.tasks("api-2").postJson(body(unique, 0));
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(HttpTasks.idOf(other)).isEqualTo(id);
    }

    private static List<HttpResponse<String>> atOnce(String unique) throws InterruptedException {
        List<Callable<HttpResponse<String>>> requests = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            HttpTasks api = MILL.tasks("api-" + (i % 2 + 1));
            requests.add(() -> api.postJson(body(unique, 300)));
        }
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
            return clients.invokeAll(requests).stream().map(Future::resultNow).toList();
        }
    }

    private static String body(String unique, int millis) {
        return "{\"type\":\"LEDGER\",\"params\":{\"millis\":" + millis + "},\"unique\":" + unique + "}";
    }
}
