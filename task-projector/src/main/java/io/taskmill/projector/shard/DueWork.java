package io.taskmill.projector.shard;

import io.taskmill.model.TaskId;
import io.taskmill.model.message.DueReached;
import io.taskmill.model.task.Task;
import io.taskmill.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Finds the shard's tasks for which something is due: the next attempt, a timeout, a cancel to be told again. Asks the
 * store only when something can be due by what this replica has written and read, and every few seconds in any case,
 * since others may have written too.
 */
final class DueWork {

    static final int AT_ONCE = 500;

    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(5);

    private final int shard;
    private final ShardParts parts;

    private Instant nextLook = Instant.MIN;

    DueWork(int shard, ShardParts parts) {
        this.shard = shard;
        this.parts = parts;
    }

    void begin() {
        nextLook = Instant.MIN;
    }

    void written(Task task) {
        task.due().ifPresent(this::lookAt);
    }

    private void lookAt(Instant due) {
        nextLook = due.isBefore(nextLook) ? due : nextLook;
    }

    /** What is due now; at most {@value #AT_ONCE}, the most overdue first, and the rest at the next call. */
    List<DueReached> find() {
        Instant now = parts.clock().instant();
        if (now.isBefore(nextLook)) {
            return List.of();
        }
        Map<TaskId, Versioned<Task>> due = parts.tasks().due(shard, now, AT_ONCE);
        nextLook = now.plus(LOOK_ANYWAY);
        if (due.size() == AT_ONCE) {
            lookAt(now);
        } else {
            parts.tasks().firstDueAfter(shard, now).ifPresent(this::lookAt);
        }
        due.values().forEach(task -> task.entity().due().ifPresent(at -> parts.metrics()
                .countDue(Duration.between(at, now))));
        return due.keySet().stream().map(DueReached::new).toList();
    }
}
