package io.taskmill.cli;

import io.taskmill.client.Commanded;
import io.taskmill.client.TaskmillClient;
import picocli.CommandLine.Command;

/** {@code retry}. */
@Command(
        name = "retry",
        description = "Runs a task anew that has failed or was cancelled, with the same parameters.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill retry 0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37")
final class RetryCommand extends TaskCommand {

    RetryCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Commanded send(TaskmillClient client, String id) {
        return client.retry(id);
    }
}
