package io.taskmill.projector.shard;

import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.Transition;
import io.taskmill.model.task.Transition.Verdict;
import org.jspecify.annotations.Nullable;

/** What is counted of an event that was folded. */
final class StepCounts {

    private StepCounts() {}

    /** @param before the task before; null if nothing was known of it */
    static void count(FoldMetrics metrics, @Nullable Task before, TaskEvent event, Transition transition) {
        metrics.count(transition.verdict());
        if (before == null || !(transition.verdict() instanceof Verdict.Applied)) {
            return;
        }
        if (event instanceof DeleteTask deletion && Retention.asksFor(deletion)) {
            metrics.countOldDeleted(before.state());
        }
        Task after = transition.task();
        if (after != null && after.crashRecoveries() > before.crashRecoveries()) {
            metrics.countCrash(after.end() == null);
        }
    }
}
