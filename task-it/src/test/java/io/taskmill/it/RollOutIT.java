package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Load;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.RealStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each process is asked to end under load, as a roll-out does, and nothing is lost (invariant 1). */
@Tag(ALONE)
class RollOutIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealStore STORE = MILL.store();

    private static final Duration ALL_ENDED_WITHIN = Duration.ofMinutes(3);

    @BeforeAll
    static void startTwoOfEach() {
        for (String replica : List.of("-1", "-2")) {
            MILL.launch("task-projector", "projector" + replica);
            MILL.launch("task-api", "api" + replica);
            MILL.launch("task-worker", "worker" + replica);
        }
        MILL.awaitReady();
        for (HttpTasks api : apis()) {
            api.awaitState(api.submitOnceKnown("COUNT", "{\"times\":0}"), "FINISHED", Duration.ofSeconds(30));
        }
    }

    private static List<HttpTasks> apis() {
        return List.of(MILL.tasks("api-1"), MILL.tasks("api-2"));
    }

    @Test
    void noTaskIsLostWhenEachProcessIsStoppedAndStartedUnderLoad() {
        try (Load load = new Load(apis())) {
            for (String program : List.of("worker", "projector", "api")) {
                for (String replica : List.of("-1", "-2")) {
                    load.awaitMore(20, Duration.ofSeconds(30));
                    JavaProcess process = MILL.process(program + replica);
                    process.terminate();
                    assertThat(process.awaitExit(Duration.ofSeconds(40)))
                            .as(program + " ends in good order")
                            .isEqualTo(143);
                    MILL.launch("task-" + program, program + replica);
                    MILL.awaitReady();
                }
            }
            load.stop();
            load.assertNothingLost(STORE, ALL_ENDED_WITHIN);
            assertThat(STORE.count("tasks", "{\"crashRecoveries\":{\"$gt\":0}}"))
                    .isZero();
        }
    }
}
