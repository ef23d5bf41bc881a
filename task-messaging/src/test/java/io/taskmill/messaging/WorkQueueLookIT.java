package io.taskmill.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taskmill.model.Priority;
import io.taskmill.model.WorkQueue;
import io.taskmill.testkit.RealBroker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkQueueLookIT {

    @RegisterExtension
    static final RealBroker real = new RealBroker();

    private static final WorkQueue QUEUE = new WorkQueue("default", Priority.LOW, true);

    private final Broker broker = new Broker(real);
    private final BrokerConnection connection = broker.connection("looking");
    private final WorkQueueLook look = new WorkQueueLook(connection);

    @BeforeEach
    void empty() {
        broker.drain(connection, Topology.workQueue(QUEUE));
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void whatLiesInTheQueueIsCounted() {
        assertThat(look.ready(QUEUE)).hasValue(0);
        broker.send(connection, Topology.workQueue(QUEUE), List.of("a", "b", "c"));
        await().atMost(Broker.PATIENCE)
                .untilAsserted(() -> assertThat(look.ready(QUEUE)).hasValue(3));
    }

    @Test
    void aDeletedQueueIsToldAndThereAgainWithItsBinding() {
        connection.declareAgain();
        real.delete(Topology.workQueue(QUEUE));

        assertThat(look.ready(QUEUE)).isEmpty();
        assertThat(look.ready(QUEUE)).hasValue(0);
        real.publish(Topology.COMMANDS, Topology.runKey(QUEUE, 0), Map.of(), new byte[] {'x'});
        await().atMost(Broker.PATIENCE)
                .untilAsserted(() -> assertThat(look.ready(QUEUE)).hasValue(1));
    }

    @Test
    void afterALostConnectionALookConnectsAnewOnceItMay() {
        assertThat(look.ready(QUEUE)).isPresent();
        await().atMost(Broker.PATIENCE).until(() -> real.closeConnections() > 0);
        await().atMost(Broker.PATIENCE).until(() -> !connection.isOpen());

        await().atMost(Broker.PATIENCE)
                .ignoreException(MessagingException.class) // during the pause after a break
                .untilAsserted(() -> assertThat(look.ready(QUEUE)).hasValue(0));
    }

    @Test
    void withoutAConnectionThereIsNothingToSee() {
        connection.close();
        assertThatThrownBy(() -> look.ready(QUEUE)).isInstanceOf(MessagingException.class);
    }
}
