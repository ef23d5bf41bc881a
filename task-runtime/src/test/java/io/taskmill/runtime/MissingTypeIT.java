package io.taskmill.runtime;

import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.messaging.Topology;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.TypesAvailable;
import io.taskmill.testkit.RealBroker;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A command whose type, or version of it, the worker does not have is given back, and nothing is lost by it. */
class MissingTypeIT {

    private static final int SHARDS = 2;

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, SHARDS);

    private final FakeProjector projector = rig.projector();

    @BeforeEach
    void workerWithOneSlotAndNoDeadLettersYet() {
        broker.purge(Topology.DEAD);
        rig.worker(Rig.settings(1, 0), _ -> null);
    }

    @Test
    void aTaskOfATypeThatNoHandlerHasIsGivenBack() {
        assertThatItIsGivenBack(rig.submit("NOT_HERE", NORMAL, false));
    }

    @Test
    void aTaskOfAHigherVersionThanTheHandlersIsGivenBack() {
        assertThatItIsGivenBack(rig.submitVersion(2));
    }

    /** Told once, counted, in no dead letter; acknowledged, and a good task behind it is carried out. */
    private void assertThatItIsGivenBack(TaskId task) {
        await().untilAsserted(() -> assertThat(projector.messages(TypeMissing.class))
                .singleElement()
                .satisfies(missing -> {
                    assertThat(missing.task()).isEqualTo(task);
                    assertThat(missing.epoch()).isEqualTo(1);
                    assertThat(missing.worker()).isNotBlank();
                }));
        TaskId good = rig.submit(NORMAL);
        await().until(() -> !projector.events(good, RunEvent.Finished.class).isEmpty());
        assertThat(projector.events(task)).isEmpty();
        assertThat(rig.ready(Topology.DEAD)).isZero();
        assertThat(rig.meters().get("taskmill.worker.type.missing").counter().count())
                .isEqualTo(1);
        rig.stopWorkers();
        await().until(() -> rig.consumers(NORMAL) == 0);
        assertThat(rig.ready(NORMAL)).as("nothing is left unacknowledged").isZero();
    }

    @Test
    void aWorkerTellsEveryShardWhatItCanRunOnceItTakesCommands() {
        await().untilAsserted(() ->
                assertThat(projector.messages(TypesAvailable.class)).hasSize(SHARDS));
        assertThat(projector.messages(TypesAvailable.class))
                .extracting(TypesAvailable::versions)
                .containsOnly(Map.of(Rig.TYPE, 1));
    }
}
