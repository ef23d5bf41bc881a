package io.taskmill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.taskmill.model.Json;
import io.taskmill.model.TaskId;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.RunEvent;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs that may not take longer than a time. */
class LimitedRunIT {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Timeouts RUN = new Timeouts(null, SHORT, null);

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 2);

    private final FakeProjector projector = rig.projector();
    private final Gate gate = new Gate();

    @Test
    void oneThatTakesLongerThanItsTimeoutIsInterruptedAndHasFailed() {
        rig.worker(Rig.settings(1, Duration.ofSeconds(5)), gate);
        TaskId task = rig.submitLimited(RUN);
        await().until(() -> !failures(task).isEmpty());
        assertThat(gate.interrupted()).containsExactly(task);
        assertThat(failures(task)).singleElement().satisfies(failed -> {
            assertThat(failed.error()).isEqualTo(Timeouts.runTimeout(SHORT));
            assertThat(Duration.between(failed.run().started(), failed.at())).isGreaterThanOrEqualTo(SHORT);
        });
        assertThat(runs("timed_out")).isEqualTo(1);
    }

    @Test
    void oneThatIsThroughInTimeHasFinished() {
        rig.worker(Rig.settings(1, Duration.ofSeconds(5)), _ -> "quick");
        TaskId task = rig.submitLimited(new Timeouts(null, Duration.ofMinutes(1), Duration.ofMinutes(1)));
        await().until(() -> !projector.events(task, RunEvent.Finished.class).isEmpty());
        assertThat(failures(task)).isEmpty();
    }

    @Test
    void oneWhoseHandlerPaysNoHeedHasFailedAfterItsGraceAndIsLeaked() {
        Stubborn stubborn = new Stubborn();
        rig.worker(Rig.settings(1, Duration.ofMillis(300)), stubborn);
        TaskId task = rig.submitLimited(RUN);
        await().until(() -> !failures(task).isEmpty());
        assertThat(failures(task).getFirst().error()).isEqualTo(Timeouts.runTimeout(SHORT));
        await().until(() -> slots("leaked") == 1);
        stubborn.letOut();
        await().until(() -> slots("leaked") == 0 && slots("used") == 0);
        assertThat(projector.events(task, RunEvent.Finished.class)).isEmpty();
        assertThat(failures(task)).hasSize(1);
    }

    @Test
    void oneThatExtendsItselfMayTakeThatLongAndTellsSo() {
        Duration more = Duration.ofSeconds(30);
        AtomicBoolean others = new AtomicBoolean();
        rig.worker(Rig.settings(2, Duration.ofSeconds(5)), context -> {
            if (!others.getAndSet(true)) {
                context.extend(more);
            }
            return gate.run(context);
        });
        TaskId task = rig.submitLimited(RUN);
        await().until(() -> !projector.events(task, RunEvent.Progress.class).isEmpty());
        assertThat(projector.events(task, RunEvent.Progress.class))
                .first()
                .satisfies(progress -> assertThat(progress.run().allowed()).isBetween(more, more.plus(SHORT)));
        TaskId other = rig.submitLimited(RUN);
        await("a later one that has not extended itself ends")
                .until(() -> !failures(other).isEmpty());
        gate.open();
        await().until(() -> !projector.events(task, RunEvent.Finished.class).isEmpty());
        assertThat(failures(task)).isEmpty();
        assertThat(gate.interrupted()).containsExactly(other);
    }

    @Test
    void anExtensionOfNoTimeIsRefused() {
        rig.worker(Rig.settings(1, Duration.ofSeconds(5)), context -> {
            assertThatIllegalArgumentException().isThrownBy(() -> context.extend(Duration.ZERO));
            return context.attempt();
        });
        TaskId task = rig.submitLimited(RUN);
        await().until(() -> !projector.events(task, RunEvent.Finished.class).isEmpty());
        assertThat(projector.events(task, RunEvent.Finished.class).getFirst().result())
                .as("the attempt that its command names")
                .isEqualTo(new Json("2"));
    }

    @Test
    void oneIsInterruptedAtItsTasksDeadlineWhateverItHasExtended() {
        rig.worker(Rig.settings(1, Duration.ofSeconds(5)), context -> {
            context.extend(Duration.ofHours(1));
            return gate.run(context);
        });
        TaskId task = rig.submitLimited(new Timeouts(null, Duration.ofMinutes(1), Duration.ofSeconds(2)));
        await().until(() -> !failures(task).isEmpty());
        assertThat(gate.interrupted()).containsExactly(task);
        assertThat(failures(task)).singleElement().satisfies(failed -> {
            assertThat(failed.error().code()).isEqualTo("DEADLINE_EXCEEDED");
            assertThat(failed.error().retryable()).isFalse();
        });
    }

    @Test
    void oneWhoseDeadlineHasPassedDoesNotBegin() {
        TaskId task = rig.submitLimited(new Timeouts(null, null, Duration.ofMillis(1)));
        rig.worker(Rig.settings(1, Duration.ofSeconds(5)), gate);
        await().until(() -> !failures(task).isEmpty());
        assertThat(gate.started()).isEmpty();
        assertThat(failures(task).getFirst().error().code()).isEqualTo("DEADLINE_EXCEEDED");
    }

    private List<RunEvent.Failed> failures(TaskId task) {
        return projector.events(task, RunEvent.Failed.class);
    }

    private double runs(String outcome) {
        return rig.meters()
                .get("taskmill.worker.run")
                .tags("type", Rig.TYPE, "outcome", outcome)
                .timer()
                .count();
    }

    private double slots(String state) {
        return rig.meters()
                .get("taskmill.worker.slots")
                .tag("state", state)
                .gauge()
                .value();
    }
}
