package io.taskmill.cli;

import io.taskmill.client.Commanded;
import io.taskmill.client.TaskmillClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code retry}. */
@Command(
        name = "retry",
        description = "Runs a task anew that has failed or was cancelled.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./taskmill retry 0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37",
            "  ./taskmill retry $id --params '{\"times\":3}'"
        })
final class RetryCommand extends TaskCommand {

    @Option(names = "--params", paramLabel = "JSON", description = "Other parameters. Default: those that it has.")
    private @Nullable String params;

    RetryCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Commanded send(TaskmillClient client, String id) {
        try {
            return client.retry(id, params);
        } catch (IllegalArgumentException e) {
            throw api().usage(String.valueOf(e.getMessage()));
        }
    }
}
