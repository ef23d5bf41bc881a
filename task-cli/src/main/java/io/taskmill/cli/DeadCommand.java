package io.taskmill.cli;

import io.taskmill.client.TaskmillClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dead-letters}: lists them, as {@code dead-letters list} does. */
@Command(
        name = "dead-letters",
        aliases = "dead",
        synopsisSubcommandLabel = "[list | show | replay | delete]",
        description = {
            "Lists dead letters, the oldest first: messages that nobody could read or route. --json has the beginnings"
                    + " of their bodies.",
            "Further verbs show one, put one or all back into the queues that they came from, or delete them."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./taskmill dead-letters --json | jq -r '.items[].body'",
            "  ./taskmill dead-letters show 5f1c0a8e4b370197a6f03c2e7b419d52",
            "  ./taskmill dead-letters replay --all"
        })
final class DeadCommand extends ApiCommand {

    @Option(names = "--limit", paramLabel = "N", description = "How many at most. Default: what the API gives at once.")
    private @Nullable Integer limit;

    DeadCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        return DeadLetterText.list(this, client.deadLetters(limit));
    }
}
