package io.taskmill.it.defect;

import io.taskmill.model.Phase;
import io.taskmill.model.Run;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.Task;
import io.taskmill.projector.shard.TaskRules;
import org.jspecify.annotations.Nullable;

/** The rules, one of them left out. */
final class BrokenRules {

    private BrokenRules() {}

    static TaskRules withoutOwnership(TaskRules real) {
        return (task, event, now) -> {
            Run owner = task == null ? null : task.run();
            return real.apply(
                    task, owner != null && event instanceof RunEvent report ? ofRun(report, owner.id()) : event, now);
        };
    }

    static TaskRules withoutEnds(TaskRules real) {
        return (task, event, now) -> real.apply(
                task != null && task.end() != null && isLate(task, event) ? running(task) : task, event, now);
    }

    private static boolean isLate(Task task, TaskEvent event) {
        return task.run() != null && event instanceof RunEvent;
    }

    static TaskRules withoutTombstones(TaskRules real) {
        return (task, event, now) -> real.apply(known(task), event, now);
    }

    private static @Nullable Task known(@Nullable Task task) {
        return task == null || task.deleted() == null ? task : null;
    }

    private static RunEvent ofRun(RunEvent report, String id) {
        Run run = report.run();
        Run owner = new Run(
                id,
                run.session(),
                run.worker(),
                run.seq(),
                run.started(),
                run.progress(),
                run.message(),
                run.allowed(),
                run.steps(),
                run.pushed());
        return switch (report) {
            case RunEvent.Start start -> new RunEvent.Start(start.task(), start.epoch(), owner, start.waited());
            case RunEvent.Progress progress -> new RunEvent.Progress(progress.task(), progress.epoch(), owner);
            case RunEvent.Checkpoint checkpoint ->
                new RunEvent.Checkpoint(checkpoint.task(), checkpoint.epoch(), owner, checkpoint.state());
            case RunEvent.RollbackPushed pushed ->
                new RunEvent.RollbackPushed(
                        pushed.task(), pushed.epoch(), owner, pushed.index(), pushed.name(), pushed.params());
            case RunEvent.EntityFacts told ->
                new RunEvent.EntityFacts(told.task(), told.epoch(), owner, told.at(), told.facts());
            case RunEvent.RolledBack back ->
                new RunEvent.RolledBack(back.task(), back.epoch(), owner, back.undone(), back.through());
            case RunEvent.Finished finished ->
                new RunEvent.Finished(finished.task(), finished.epoch(), owner, finished.at(), finished.result());
            case RunEvent.Failed failed ->
                new RunEvent.Failed(failed.task(), failed.epoch(), owner, failed.at(), failed.error());
            case RunEvent.Aborted aborted ->
                new RunEvent.Aborted(aborted.task(), aborted.epoch(), owner, aborted.at(), aborted.returned());
            case RunEvent.Spawned spawned ->
                new RunEvent.Spawned(spawned.task(), spawned.epoch(), owner, spawned.at(), spawned.family());
            case RunEvent.GivenBack back -> new RunEvent.GivenBack(back.task(), back.epoch(), owner, back.checkpoint());
        };
    }

    /** As if its end had not been folded. */
    private static Task running(Task task) {
        return new Task(
                task.id(),
                task.spec(),
                Phase.RUNNING,
                task.since(),
                task.epoch(),
                task.attempt(),
                task.crashRecoveries(),
                task.deadline(),
                task.dependencies(),
                task.claims(),
                null,
                null,
                null,
                null,
                task.started(),
                task.progress(),
                task.run(),
                task.checkpoint(),
                task.rollback(),
                task.failed(),
                null,
                null,
                null,
                task.applied(),
                task.outbox(),
                task.history(),
                task.families());
    }
}
