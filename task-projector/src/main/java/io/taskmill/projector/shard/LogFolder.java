package io.taskmill.projector.shard;

import io.taskmill.messaging.consume.Delivery;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Stores what runs of one shard's tasks have logged. It is written before the events that came with it are folded, so that
 * whoever sees a task's end sees its log; and what its task does not want is taken away again after that. In this order
 * nothing stays of a deleted task, whoever folds its deletion: either that comes upon what was stored, or this upon the
 * deletion.
 */
final class LogFolder {

    private final ShardParts parts;
    private final BiConsumer<Delivery, String> bury;
    private final List<Logged> pending = new ArrayList<>();
    private final List<Logged> stored = new ArrayList<>();

    private record Logged(RunLog log, Delivery delivery) {

        TaskId task() {
            return log.task();
        }
    }

    /** @param bury makes a dead letter, with its reason */
    LogFolder(ShardParts parts, BiConsumer<Delivery, String> bury) {
        this.parts = parts;
        this.bury = bury;
    }

    void forget() {
        pending.clear();
        stored.clear();
    }

    void add(RunLog log, Delivery delivery) {
        pending.add(new Logged(log, delivery));
    }

    /** Stores all that was added. */
    void flush() {
        if (!pending.isEmpty()) {
            parts.logs().write(pending.stream().map(Logged::log).toList());
            stored.addAll(pending);
            pending.clear();
        }
    }

    /** To be called once the events are folded: a deleted task keeps none of it, and that of an unknown one is buried. */
    void settle() {
        if (stored.isEmpty()) {
            return;
        }
        Set<TaskId> tasks = stored.stream().map(Logged::task).collect(Collectors.toSet());
        Map<TaskId, Boolean> deleted = parts.tasks().deleted(tasks);
        parts.logs()
                .delete(tasks.stream()
                        .filter(task -> deleted.getOrDefault(task, true))
                        .toList());
        stored.stream()
                .filter(logged -> !deleted.containsKey(logged.task()))
                .forEach(logged ->
                        bury.accept(logged.delivery(), "log of task " + logged.task() + ", which is unknown"));
        stored.clear();
    }
}
