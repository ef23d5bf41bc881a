package io.taskmill.runtime;

import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.messaging.MessageHeaders;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.CommandDied;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.SessionEnded;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Invariant 6: what cannot be run is kept where it can be looked at. */
class DeadLetterIT {

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 2);

    private final FakeProjector projector = rig.projector();

    @BeforeEach
    void workerWithOneSlotAndNoDeadLettersYet() {
        broker.purge(Topology.DEAD);
        rig.worker(Rig.settings(1, 0), _ -> null);
    }

    @Test
    void whatIsNotJsonIsBuriedAsItIs() {
        rig.publishBytes("{\"v\":1".getBytes(StandardCharsets.UTF_8));
        Received dead = awaitDead();
        assertThat(dead.text()).isEqualTo("{\"v\":1");
        assertThatItIsToldAndTheWorkerGoesOn("undecodable");
    }

    @Test
    void aMessageOfAnotherVersionIsBuriedAsSuch() {
        rig.publishBytes("{\"v\":2,\"message\":{\"kind\":\"RUN\"}}".getBytes(StandardCharsets.UTF_8));
        assertThat(header(awaitDead(), MessageHeaders.REASON)).contains("version 2");
        assertThatItIsToldAndTheWorkerGoesOn("undecodable");
    }

    @Test
    void aCommandWithoutSomeOfItsMembersIsBuried() {
        rig.publishBytes("{\"v\":1,\"message\":{\"kind\":\"RUN\",\"epoch\":1}}".getBytes(StandardCharsets.UTF_8));
        assertThat(header(awaitDead(), MessageHeaders.REASON)).isNotBlank();
        assertThatItIsToldAndTheWorkerGoesOn("undecodable");
    }

    @Test
    void theTaskOfACommandThatCannotBeReadIsToldAsFarAsTheCommandNamesIt() {
        rig.publishBytes(("{\"v\":1,\"message\":{\"kind\":\"RUN\",\"epoch\":4,"
                        + "\"task\":\"01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10\"}}")
                .getBytes(StandardCharsets.UTF_8));
        await().untilAsserted(() -> assertThat(projector.messages(CommandDied.class))
                .singleElement()
                .satisfies(died -> {
                    assertThat(died.task()).hasToString("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10");
                    assertThat(died.epoch()).isEqualTo(4);
                }));
        assertThatItIsToldAndTheWorkerGoesOn("undecodable");
    }

    @Test
    void aMebibyteOfNoiseIsBuriedAsItIs() {
        byte[] noise = new byte[1024 * 1024];
        new Random(42).nextBytes(noise);
        rig.publishBytes(noise);
        assertThat(awaitDead().body()).isEqualTo(noise);
        assertThatItIsToldAndTheWorkerGoesOn("undecodable");
    }

    @Test
    void aMessageThatIsNoCommandIsBuried() {
        rig.publishBytes(new WireCodec().encode(new SessionEnded("nobody")));
        assertThat(header(awaitDead(), MessageHeaders.REASON)).isEqualTo("SessionEnded in a work queue");
        assertThatItIsToldAndTheWorkerGoesOn("undecodable");
    }

    private Received awaitDead() {
        await().until(() -> rig.ready(Topology.DEAD) == 1);
        return broker.peek(Topology.DEAD, 1).getFirst();
    }

    private double deadLetters(String reason) {
        return rig.meters()
                .get("taskmill.worker.dead.letters")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private static String header(Received dead, String name) {
        return String.valueOf(dead.headers().get(name));
    }

    /** Why, where from and when; counted; and a good task behind it is carried out. */
    private void assertThatItIsToldAndTheWorkerGoesOn(String counted) {
        Received dead = awaitDead();
        assertThat(header(dead, MessageHeaders.REASON)).isNotBlank();
        assertThat(header(dead, MessageHeaders.ORIGIN)).isEqualTo(Topology.workQueue(rig.pool(), NORMAL));
        assertThat(Duration.between(Instant.parse(header(dead, MessageHeaders.BURIED)), Instant.now()))
                .isLessThan(Duration.ofMinutes(1));
        assertThat(deadLetters(counted)).isEqualTo(1);
        TaskId task = rig.submit(NORMAL);
        await().until(() -> !projector.events(task, RunEvent.Finished.class).isEmpty());
        rig.stopWorkers();
        await().until(() -> rig.consumers(NORMAL) == 0);
        assertThat(rig.ready(NORMAL)).as("nothing is left unacknowledged").isZero();
    }
}
