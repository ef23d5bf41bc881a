package io.taskmill.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.taskmill.messaging.consume.RecordedChannel;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.runtime.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LeakedRunsTest {

    private static final Duration PATIENCE = Duration.ofMillis(50);

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final LeakedRuns leaks = new LeakedRuns(PATIENCE);
    private final List<TaskRun> unresponsive = new CopyOnWriteArrayList<>();

    @Test
    void aRunThatDoesNotReturnAfterItsStopIsCountedAndToldOnceUntilItReturns() {
        TaskRun stubborn = stopped("stubborn");
        leaks.watch(stubborn, unresponsive::add);
        await().until(() -> leaks.count() == 1);
        List<ILoggingEvent> warnings = log.lines("run leaked");
        assertThat(warnings).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage())
                    .contains("task=" + stubborn.task(), "epoch=3", "run=stubborn", "type=TEST");
            assertThat(line.getMDCPropertyMap())
                    .containsEntry("task", stubborn.task().toString())
                    .containsEntry("epoch", "3")
                    .containsEntry("run", "stubborn");
        });
        stubborn.returned().complete(null);
        assertThat(leaks.count()).isZero();
    }

    @Test
    void aRunThatReturnsInTimeIsNot() {
        TaskRun stubborn = stopped("stubborn");
        TaskRun obedient = stopped("obedient");
        leaks.watch(obedient, unresponsive::add);
        obedient.returned().complete(null);
        leaks.watch(stubborn, unresponsive::add); // looked at after the other one
        await().until(() -> leaks.count() == 1);
        assertThat(log.lines("run leaked")).hasSize(1);
        await().untilAsserted(() -> assertThat(unresponsive).containsExactly(stubborn));
    }

    private static TaskRun stopped(String id) {
        TaskRun run = new TaskRun(
                Runs.command(3),
                new RecordedChannel().received("work.default.normal"),
                id,
                "session",
                "worker",
                Runs.checkpoints(),
                Runs.spawner(),
                Runs.log(Runs.command(3)),
                Runs.CLOCK);
        assertThat(run.stop(new Stop.Refused(RefusalReason.HELD))).isTrue();
        assertThat(run.stop(new Stop.Cancelled()))
                .as("stopped for the first time")
                .isFalse();
        assertThat(run.stopped()).isEqualTo(new Stop.Refused(RefusalReason.HELD));
        return run;
    }
}
