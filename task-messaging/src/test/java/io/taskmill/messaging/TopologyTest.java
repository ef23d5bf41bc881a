package io.taskmill.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.WorkQueue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTest {

    @Test
    void aRunKeyNamesPoolPriorityAndShard() {
        assertThat(Topology.runKey("default", Priority.HIGH, 7)).isEqualTo("run.default.high.7");
    }

    @Test
    void eachPoolHasAWorkQueueForEachPriority() {
        assertThat(Topology.workQueue("gpu-1", Priority.HIGH)).isEqualTo("work.gpu-1.high");
        assertThat(Topology.workQueue("gpu-1", Priority.NORMAL)).isEqualTo("work.gpu-1.normal");
        assertThat(Topology.workQueue("gpu-1", Priority.LOW)).isEqualTo("work.gpu-1.low");
    }

    @Test
    void strictTasksHaveQueuesAndKeysOfTheirOwn() {
        WorkQueue strict = new WorkQueue("gpu-1", Priority.LOW, true);
        assertThat(Topology.workQueue(strict)).isEqualTo("work.gpu-1.strict-low");
        assertThat(Topology.runKey(strict, 3)).isEqualTo("run.gpu-1.strict-low.3");
    }

    @Test
    void aShardHasItsQueueAndItsKey() {
        assertThat(Topology.eventQueue(0)).isEqualTo("events.0");
        assertThat(Topology.eventKey(0)).isEqualTo("0");
    }

    @Test
    void aSessionHasItsControlQueue() {
        assertThat(Topology.controlQueue("s-1")).isEqualTo("control.s-1");
    }

    @Test
    void theExchangeOfShardsTellsTheirNumber() {
        assertThat(new Topology(new Shards(16), Set::of, true).shardsExchange()).isEqualTo("taskmill.shards.16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"work.default.normal", "work.gpu-1.strict-low", "events.0", "events.15"})
    void queuesOfTasksAreToldApartFromAllOthers(String queue) {
        assertThat(topology().isOfTasks(queue)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "work.",
                "work.default",
                "work.default.",
                "work.default.urgent",
                "work.default.normal.1",
                "work.Default.normal",
                "work.default.NORMAL",
                "work..normal",
                "work.a b.normal",
                "events.",
                "events.16",
                "events.-1",
                "events.+1",
                "events.01",
                "events.x",
                "events.99999999999",
                "taskmill.dead",
                "taskmill.commands",
                "control.s-1",
                "changes.x",
                "somebody-elses"
            })
    void whatIsNoQueueOfTasksIsNone(String queue) {
        assertThat(topology().isOfTasks(queue)).isFalse();
    }

    private static Topology topology() {
        return new Topology(new Shards(16), Set::of, true);
    }

    @Test
    void aPoolThatWouldChangeTheMeaningOfAKeyIsRefused() {
        for (String pool : new String[] {"a.b", "*", "#", "", "A"}) {
            assertThatThrownBy(() -> Topology.runKey(pool, Priority.LOW, 0)).hasMessageContaining("pool '" + pool);
            assertThatThrownBy(() -> Topology.workQueue(pool, Priority.LOW)).hasMessageContaining("pool '" + pool);
        }
    }
}
