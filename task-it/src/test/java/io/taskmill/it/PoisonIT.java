package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.poison.PoisonWorker;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A task that ends each worker it runs on, among many that do no harm; workers are started again, as a cluster does. */
class PoisonIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final int INNOCENT = 50;
    private static final List<String> WORKERS = List.of("worker-1", "worker-2");
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    private static void startAgainWhatIsDead(List<String> workers) {
        workers.stream().filter(worker -> !MILL.process(worker).isAlive()).forEach(MILL::launchPoisonWorker);
    }

    private static boolean allDone(List<String> ids) {
        return ids.stream()
                .map(tasks()::get)
                .allMatch(task -> task.path("phase").stringValue("").equals("DONE"));
    }

    private static List<Integer> crashRecoveries(List<String> ids) {
        return ids.stream()
                .map(tasks()::get)
                .map(task -> task.path("crashRecoveries").intValue())
                .toList();
    }

    @Test
    void aloneItEndsAsPoisonAndNobodyElseDoes() {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        MILL.launchPoisonWorker("worker-1");
        MILL.awaitReady();
        tasks().awaitState(
                        tasks().submitOnceKnown(PoisonWorker.HARMLESS, "{\"millis\":0}"),
                        "FINISHED",
                        Duration.ofSeconds(30));

        // all on one worker: each of its first ends hits them all
        List<String> innocent = IntStream.range(0, INNOCENT)
                .mapToObj(_ -> tasks().submit(PoisonWorker.HARMLESS, "{\"millis\":2000}"))
                .toList();
        String pill = tasks().submit(PoisonWorker.PILL, "{\"millis\":700}");
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).until(() -> {
            startAgainWhatIsDead(WORKERS.subList(0, 1));
            return tasks().get(pill).path("crashRecoveries").asInt(0) == 2;
        });
        MILL.launchPoisonWorker("worker-2");
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            startAgainWhatIsDead(WORKERS);
            return allDone(innocent) && allDone(List.of(pill));
        });

        JsonNode poisoned = tasks().get(pill);
        assertThat(poisoned.path("state").stringValue()).isEqualTo("FAILED");
        assertThat(poisoned.at("/error/code").stringValue()).isEqualTo("POISON");
        assertThat(poisoned.path("crashRecoveries").intValue()).isEqualTo(4);
        assertThat(poisoned.path("attempt").intValue()).isEqualTo(1);
        assertThat(innocent).allSatisfy(id -> {
            JsonNode task = tasks().get(id);
            assertThat(task.path("state").stringValue()).isEqualTo("FINISHED");
            assertThat(task.path("attempt").intValue()).isEqualTo(1);
        });
        List<Integer> blamed = crashRecoveries(innocent);
        System.out.println("poison: crash recoveries of the innocent " + blamed);
        assertThat(blamed)
                .as("two are shared, and from then on nobody else is blamed")
                .allMatch(count -> count <= 2);
        assertThat(blamed).as("some have been suspects").contains(2);
        assertThat(MILL.tasks("projector").metric("taskmill_projector_crashes_total", "outcome=\"ended\""))
                .isEqualTo(1);
    }
}
