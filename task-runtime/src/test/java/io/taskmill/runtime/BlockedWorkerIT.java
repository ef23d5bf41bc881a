package io.taskmill.runtime;

import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunEvent;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker whose broker still delivers commands and takes no events. */
class BlockedWorkerIT {

    private static final int SLOTS = 8;

    /** Commands that a worker holds whose runs have ended untold; then it takes no more. */
    private static final int UNTOLD = 1_000;

    private static final int TASKS = UNTOLD + 500;

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 1);

    @AfterEach
    void endAlarm() {
        LocalServers.unblockPublishers();
    }

    @Test
    void beginsNoMoreRunsThanItCanKeepTheEndsOfAndTellsAllOfThemAfterwards() {
        assumeTrue(LocalServers.serve(broker), "only this checkout's own broker is this test's to block");
        CountDownLatch blocked = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        rig.worker(Rig.settings(SLOTS, 0), _ -> {
            begun.incrementAndGet();
            blocked.await();
            return null;
        });
        List<TaskId> tasks = rig.submitAll(NORMAL, TASKS, _ -> {});
        await().atMost(Duration.ofSeconds(20)).until(() -> begun.get() == SLOTS);

        LocalServers.blockPublishers();
        blocked.countDown();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(begun).hasValueGreaterThanOrEqualTo(UNTOLD));
        await("it begins no more")
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> begun.get() < TASKS);

        LocalServers.unblockPublishers();

        await().atMost(Duration.ofSeconds(60)).until(() -> tasks.stream()
                .allMatch(task ->
                        rig.projector().events(task, RunEvent.Finished.class).size() == 1));
        assertThat(begun).hasValue(TASKS);
    }
}
