package io.taskmill.runtime;

import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.testkit.RealBroker;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Every line on behalf of a run says which; a run has one line at INFO. */
class RunLogIT {

    private static final Logger LOG = LoggerFactory.getLogger(RunLogIT.class);

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 2);

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final FakeProjector projector = rig.projector();

    @Test
    void aHandlersOwnLinesCarryTheRunAndItsEndIsTheOneLineAtInfo() {
        rig.worker(Rig.settings(1, 0), _ -> {
            LOG.debug("a handler's line");
            return null;
        });
        TaskId task = rig.submit(NORMAL);
        RunEvent.Finished finished = awaitEvent(task, RunEvent.Finished.class);
        Map<String, String> context = Map.of(
                "task", task.toString(), "epoch", "1", "run", finished.run().id());
        assertThat(log.lines("a handler's line")).singleElement().satisfies(line -> assertThat(line.getMDCPropertyMap())
                .isEqualTo(context));
        assertThat(atInfo()).singleElement().satisfies(line -> {
            assertThat(line.getMDCPropertyMap()).isEqualTo(context);
            assertThat(line.getFormattedMessage()).startsWith("run ended type=TEST outcome=finished duration=PT");
        });
    }

    @Test
    void whatAHandlerLeavesInItsContextDoesNotReachTheNextRunNorHideItsOwnEnd() {
        rig.worker(Rig.settings(1, 0), context -> {
            LOG.debug("begins with {}", MDC.getCopyOfContextMap().keySet());
            MDC.clear();
            MDC.put("tenant", "left behind");
            return null;
        });
        TaskId first = rig.submit(NORMAL);
        TaskId second = rig.submit(NORMAL);
        awaitEvent(first, RunEvent.Finished.class);
        awaitEvent(second, RunEvent.Finished.class);
        assertThat(log.lines("begins with")).hasSize(2).allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                .containsOnlyKeys("task", "epoch", "run"));
        await().until(() -> atInfo().size() == 2);
        assertThat(atInfo())
                .extracting(line -> line.getMDCPropertyMap().get("task"))
                .containsExactlyInAnyOrder(first.toString(), second.toString());
    }

    @Test
    void aFailureThatNobodyForesawIsAWarningBesideTheOneLineAtInfo() {
        rig.worker(Rig.settings(1, 0), _ -> {
            MDC.clear();
            throw new IllegalStateException("no such thing");
        });
        TaskId task = rig.submit(NORMAL);
        awaitEvent(task, RunEvent.Failed.class);
        assertThat(log.lines("handler failed")).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getMDCPropertyMap()).containsEntry("task", task.toString());
        });
        assertThat(atInfo()).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                .contains("outcome=failed"));
    }

    @Test
    void aForeseenFailureIsNoWarning() {
        rig.worker(Rig.settings(1, 0), RunLogIT::giveUp);
        awaitEvent(rig.submit(NORMAL), RunEvent.Failed.class);
        assertThat(log.lines()).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
    }

    private static @Nullable Object giveUp(TaskContext context) throws TaskFailedException {
        throw new TaskFailedException("NO_SPACE", "no space", false);
    }

    @Test
    void aRefusalIsToldInTheRunsNameByTheThreadThatHearsOfIt() {
        Gate gate = new Gate();
        rig.worker(Rig.settings(1, 0), gate);
        TaskId task = rig.submit(NORMAL);
        RunEvent.Start start = awaitEvent(task, RunEvent.Start.class);
        await().until(() -> gate.started().contains(task));
        projector.refuse(start, RefusalReason.HELD);
        await().until(() -> !atInfo().isEmpty());
        assertThat(List.of(log.lines("run refused").getFirst(), atInfo().getFirst()))
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                        .isEqualTo(Map.of(
                                "task",
                                task.toString(),
                                "epoch",
                                "1",
                                "run",
                                start.run().id())));
        assertThat(atInfo()).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                .contains("type=TEST outcome=refused reason=HELD"));
    }

    private <E extends RunEvent> E awaitEvent(TaskId task, Class<E> type) {
        await().until(() -> !projector.events(task, type).isEmpty());
        return projector.events(task, type).getFirst();
    }

    /** Of runs; a session and connections have their own. */
    private List<ILoggingEvent> atInfo() {
        return log.lines().stream()
                .filter(line -> line.getLevel().equals(Level.INFO))
                .filter(line -> line.getFormattedMessage().contains("run ")
                        || line.getMDCPropertyMap().containsKey("task"))
                .toList();
    }
}
