package io.taskmill.projector.shard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.taskmill.model.Run;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.OrphanedRunEvent;
import io.taskmill.model.message.OwnerLost;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.OutboxEntry;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class TaskLogTest {

    private static final TaskId TASK = new TaskId(UUID.randomUUID());
    private static final RunEvent START =
            new RunEvent.Start(TASK, 3, new Run("r-1", "s-1", "host", 1, Instant.EPOCH, 0, null), null);

    private final Logger logger = (Logger) LoggerFactory.getLogger(TaskLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.setLevel(null);
        logger.detachAppender(lines);
    }

    @Test
    void aRefusedRunIsFoundByTaskEpochAndRun() {
        Map<String, String> ids = Map.of("task", TASK.toString(), "epoch", "3", "run", "r-1");

        TaskLog.refused(START, RefusalReason.HELD);
        assertThat(idsOfTheOnlyLine()).isEqualTo(ids);
        TaskLog.refused(new OrphanedRunEvent(START, SessionLoss.CRASHED), RefusalReason.SESSION_LOST);
        assertThat(idsOfTheOnlyLine()).isEqualTo(ids);
    }

    @Test
    void whatIsNoRunsEventIsFoundByItsTask() {
        TaskEvent lost = new OwnerLost(TASK, "s-1", SessionLoss.CRASHED);

        TaskLog.refused(lost, RefusalReason.ENDED);

        assertThat(idsOfTheOnlyLine()).isEqualTo(Map.of("task", TASK.toString()));
    }

    @Test
    void aFurtherDispatchIsFoundByTaskAndEpoch() {
        TaskLog.dispatched(TASK, new OutboxEntry.Dispatch(2, 1));

        assertThat(idsOfTheOnlyLine()).isEqualTo(Map.of("task", TASK.toString(), "epoch", "2"));
    }

    private Map<String, String> idsOfTheOnlyLine() {
        assertThat(MDC.getCopyOfContextMap()).as("left behind").isNullOrEmpty();
        assertThat(lines.list).hasSize(1);
        return lines.list.removeFirst().getMDCPropertyMap();
    }
}
