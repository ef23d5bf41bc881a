package io.taskmill.cli;

import io.taskmill.client.TaskmillClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dead-letters list}. */
@Command(
        name = "list",
        description = "Lists dead letters, the oldest first. --json has the beginnings of their bodies.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill dead-letters list --limit 5")
final class DeadListCommand extends ApiCommand {

    @Option(names = "--limit", paramLabel = "N", description = "How many at most. Default: what the API gives at once.")
    private @Nullable Integer limit;

    DeadListCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        return DeadLetterText.list(this, client.deadLetters(limit));
    }
}
