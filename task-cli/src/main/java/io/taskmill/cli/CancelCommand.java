package io.taskmill.cli;

import io.taskmill.client.Commanded;
import io.taskmill.client.TaskmillClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cancel}. */
@Command(
        name = "cancel",
        description = "Cancels a task: one that waits ends at once, one that runs is told to stop.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./taskmill cancel 0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37",
            "  ./taskmill cancel $id --reason 'not needed any more'"
        })
final class CancelCommand extends TaskCommand {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people; 1000 characters at most.")
    private @Nullable String reason;

    CancelCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Commanded send(TaskmillClient client, String id) {
        return client.cancel(id, reason);
    }
}
