package io.taskmill.projector.shard;

import io.taskmill.model.TaskId;
import io.taskmill.model.message.OrphanedRunEvent;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.OutboxEntry;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Lines about a task carry its ids like those of its runs, so that they are found together. */
final class TaskLog {

    private static final Logger LOG = LoggerFactory.getLogger(TaskLog.class);

    private TaskLog() {}

    static void refused(TaskEvent event, RefusalReason reason) {
        with(ids(event), () -> LOG.info("event refused task={} reason={}", event.task(), reason));
    }

    static void dispatched(TaskId task, OutboxEntry.Dispatch entry) {
        with(
                Map.of("task", task.toString(), "epoch", Integer.toString(entry.epoch())),
                () -> LOG.info("dispatched again task={} epoch={} repeat={}", task, entry.epoch(), entry.repeat()));
    }

    private static Map<String, String> ids(TaskEvent event) {
        return switch (event) {
            case RunEvent run -> ids(run);
            case OrphanedRunEvent orphan -> ids(orphan.event());
            default -> Map.of("task", event.task().toString());
        };
    }

    private static Map<String, String> ids(RunEvent event) {
        return Map.of(
                "task",
                event.task().toString(),
                "epoch",
                Integer.toString(event.epoch()),
                "run",
                event.run().id());
    }

    private static void with(Map<String, String> ids, Runnable line) {
        ids.forEach(MDC::put);
        try {
            line.run();
        } finally {
            ids.keySet().forEach(MDC::remove);
        }
    }
}
