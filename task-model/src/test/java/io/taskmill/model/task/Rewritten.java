package io.taskmill.model.task;

/** Tasks as no fold makes them. */
public final class Rewritten {

    private Rewritten() {}

    public static Task withHistory(Task task, History history) {
        return new Task(
                task.id(),
                task.spec(),
                task.phase(),
                task.since(),
                task.epoch(),
                task.attempt(),
                task.crashRecoveries(),
                task.deadline(),
                task.dependencies(),
                task.claims(),
                task.dispatched(),
                task.deadCommand(),
                task.blocked(),
                task.releaseAt(),
                task.started(),
                task.progress(),
                task.run(),
                task.checkpoint(),
                task.rollback(),
                task.failed(),
                task.cancelled(),
                task.end(),
                task.deleted(),
                task.applied(),
                task.outbox(),
                history,
                task.families());
    }
}
