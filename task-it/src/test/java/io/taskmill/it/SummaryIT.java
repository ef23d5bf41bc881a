package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.system.Counts;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Load;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.RealStore;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The counts that are told are those that counting all documents would give. */
@Tag(ALONE)
class SummaryIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealStore STORE = MILL.store();

    private static final int CLIENTS = 4;
    private static final Duration QUIET_WITHIN = Duration.ofSeconds(2);
    private static final Duration EXACT_WITHIN = Duration.ofSeconds(60);

    @BeforeAll
    static void startOneOfEachAndAnotherProjector() {
        MILL.startOneOfEach();
        MILL.launch("task-projector", "projector-2");
        MILL.awaitReady();
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @AfterEach
    void bothProjectorsRun() {
        for (String projector : List.of("projector", "projector-2")) {
            if (!MILL.process(projector).isAlive()) {
                MILL.launch("task-projector", projector);
            }
        }
        MILL.awaitReady();
    }

    @Test
    void inQuietOperationTheyAreExactWithinTwoSeconds() {
        await().atMost(EXACT_WITHIN).untilAsserted(SummaryIT::assertExact);
        for (int i = 0; i < 5; i++) {
            String id = i % 2 == 0
                    ? tasks().submit("COUNT", "{\"times\":0}")
                    : tasks().submit("FAIL", "{\"message\":\"no\"}");
            tasks().awaitTask(id, Duration.ofSeconds(20), task -> task.path("phase")
                    .asString("")
                    .equals("DONE"));
            await().atMost(QUIET_WITHIN).untilAsserted(SummaryIT::assertExact);
        }
    }

    @Test
    void afterAProjectorWasKilledInMidBatchTheyAreExactAgainWithinAMinute() {
        for (String victim : List.of("projector", "projector-2", "projector")) {
            try (Load load = new Load(Collections.nCopies(CLIENTS, tasks()))) {
                load.awaitMore(100, Duration.ofSeconds(60));
                MILL.process(victim).kill();
                load.awaitMore(20, Duration.ofSeconds(60));
                load.stop();
                await().atMost(EXACT_WITHIN).untilAsserted(() -> assertAllEndedAndExact(load));
            }
            MILL.launch("task-projector", victim);
            MILL.awaitReady();
        }
    }

    @Test
    void afterAllProjectorsWereKilledTheyAreExactAgainWithinAMinuteOnceTheyAreBack() {
        try (Load load = new Load(Collections.nCopies(CLIENTS, tasks()))) {
            load.awaitMore(100, Duration.ofSeconds(60));
            MILL.process("projector").kill();
            MILL.process("projector-2").kill();
            load.awaitMore(50, Duration.ofSeconds(60));
            bothProjectorsRun();
            load.stop();
            await().atMost(EXACT_WITHIN).untilAsserted(() -> assertAllEndedAndExact(load));
        }
    }

    private static void assertAllEndedAndExact(Load load) {
        assertThat(STORE.count("tasks", "{\"phase\":\"DONE\"}")).isGreaterThanOrEqualTo(load.accepted());
        assertThat(STORE.count("tasks", "{\"phase\":{\"$ne\":\"DONE\"}}")).isZero();
        assertExact();
    }

    private static void assertExact() {
        Counts.assertExact(tasks(), STORE);
    }
}
