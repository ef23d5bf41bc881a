package io.taskmill.cli;

import io.taskmill.client.Commanded;
import io.taskmill.client.TaskmillClient;
import picocli.CommandLine.Command;

/** {@code rollback}. */
@Command(
        name = "rollback",
        description = "Undoes what a task has done that has failed or was cancelled.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill rollback 0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37")
final class RollbackCommand extends TaskCommand {

    RollbackCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Commanded send(TaskmillClient client, String id) {
        return client.rollback(id);
    }
}
