package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The example project {@code examples/own-handler}, as its reader runs it. */
class OwnHandlerIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @BeforeAll
    static void start() {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        MILL.awaitReady();
        MILL.launchExample("own-handler");
    }

    @Test
    void itsTaskIsCarriedOut() {
        HttpTasks tasks = MILL.tasks("api");
        String id = tasks.submitOnceKnown("PRIMES", "{\"below\":1000000}");
        JsonNode done = tasks.awaitState(id, "FINISHED", PATIENCE);
        assertThat(done.at("/output/count").asInt()).isEqualTo(78_498);
        assertThat(done.at("/progress").asInt()).isEqualTo(100);
        assertThat(tasks.get(id, "ru").at("/typeName").asString()).isEqualTo("Подсчёт простых чисел");
    }

    @Test
    void whatItsRecordDoesNotAllowIsRefusedBeforeAnyWorkerSeesIt() {
        HttpTasks tasks = MILL.tasks("api");
        tasks.submitOnceKnown("PRIMES", "{\"below\":3}");
        assertThat(tasks.post("PRIMES", "{\"below\":50000001}").statusCode()).isEqualTo(422);
        assertThat(tasks.post("PRIMES", "{\"below\":\"many\"}").body()).contains("/params/below");
    }

    @Test
    void itsOwnReasonToFailIsKept() {
        HttpTasks tasks = MILL.tasks("api");
        String id = tasks.submitOnceKnown("PRIMES", "{\"below\":2}");
        JsonNode failed = tasks.awaitState(id, "FAILED", PATIENCE);
        assertThat(failed.at("/error/code").asString()).isEqualTo("NO_PRIMES");
        assertThat(failed.at("/error/retryable").asBoolean()).isFalse();
    }
}
