package io.taskmill.runtime;

import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.messaging.Topology;
import io.taskmill.model.TaskId;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs of suspects: one at a time, each granted, and told before it begins. */
class SuspectRunIT {

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 2);

    /** What the broker has confirmed the projector has a moment later, and sooner than the next heartbeat. */
    private static final Duration CONFIRMED_ARRIVES_WITHIN = Duration.ofSeconds(2);

    private final FakeProjector projector = rig.projector();
    private final Gate gate = new Gate();

    private List<RunEvent.Start> asks(TaskId task) {
        return projector.events(task, RunEvent.Start.class);
    }

    /** The suspects that the last heartbeat tells. */
    private List<TaskId> told() {
        List<Heartbeat> beats = projector.messages(Heartbeat.class);
        return beats.isEmpty() ? List.of() : beats.getLast().suspects();
    }

    @Test
    void beginsOnlyWithItsGrantAndOnceAHeartbeatHasNamedIt() {
        rig.worker(Rig.settings(2, 0), context -> {
            await().atMost(CONFIRMED_ARRIVES_WITHIN)
                    .untilAsserted(() -> assertThat(told()).containsExactly(context.task()));
            return gate.run(context);
        });
        TaskId task = rig.submitSuspect();
        await().until(() -> !asks(task).isEmpty());
        assertThat(asks(task).getFirst().waited()).isNotNull();
        assertThat(gate.started()).isEmpty();

        projector.grant(asks(task).getFirst());
        await().until(() -> gate.started().contains(task));
        gate.open();
        await().until(() -> !projector.events(task, RunEvent.Finished.class).isEmpty());
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(told()).isEmpty());
    }

    /** What its epoch before left in a queue may come here, too: it must not take the mark away. */
    @Test
    void staysNamedWhenAnEarlierCommandOfItsTaskIsRefused() {
        rig.worker(Rig.settings(3, 0), gate);
        TaskId task = rig.submitSuspect();
        await().until(() -> !asks(task).isEmpty());
        projector.grant(asks(task).getFirst());
        await().until(() -> gate.started().contains(task));
        await().until(() -> told().contains(task));

        rig.deliverAgain(task, 2);
        await().until(() -> asks(task).getLast().epoch() == 2);
        projector.refuse(asks(task).getLast(), RefusalReason.SUPERSEDED);
        int beats = projector.messages(Heartbeat.class).size();
        await().until(() -> projector.messages(Heartbeat.class).size() > beats + 1);
        assertThat(told()).containsExactly(task);
        gate.open();
    }

    @Test
    void oneAtATimeWhileOthersUseTheOtherSlots() {
        projector.grantAllAsks();
        rig.worker(Rig.settings(3, 0), gate);
        TaskId first = rig.submitSuspect();
        await().until(() -> gate.started().contains(first));
        TaskId second = rig.submitSuspect();
        TaskId ordinary = rig.submit(NORMAL);
        await().until(() -> gate.started().contains(ordinary));
        assertThat(asks(second)).as("left to other workers").isEmpty();

        gate.letOneOut();
        gate.letOneOut();
        await().until(() -> gate.started().contains(second));
        await().atMost(CONFIRMED_ARRIVES_WITHIN)
                .untilAsserted(() -> assertThat(told()).containsExactly(second));
        gate.open();
        await().until(() -> rig.ready(Topology.workQueue(WorkQueue.ofSuspects(rig.pool()))) == 0);
    }
}
