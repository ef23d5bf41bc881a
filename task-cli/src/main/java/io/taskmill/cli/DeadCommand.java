package io.taskmill.cli;

import io.taskmill.cli.text.Table;
import io.taskmill.cli.text.Times;
import io.taskmill.client.DeadLetters;
import io.taskmill.client.TaskmillClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dead}. */
@Command(
        name = "dead",
        description =
                "Lists dead letters, the oldest first: messages that nobody could read or route. --json has their bodies.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill dead --json | jq -r '.items[].body'")
final class DeadCommand extends ApiCommand {

    @Option(names = "--limit", paramLabel = "N", description = "How many at most. Default: what the API gives at once.")
    private @Nullable Integer limit;

    DeadCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        DeadLetters dead = client.deadLetters(limit);
        if (api().json()) {
            printJson(dead.json());
            return ExitCodes.DONE;
        }
        Table table = new Table("BURIED", "ORIGIN", "REASON", "SIZE");
        for (DeadLetters.DeadLetter letter : dead.items()) {
            table.row(
                    Times.text(letter.buried()),
                    letter.origin() == null ? Times.NONE : letter.origin(),
                    letter.reason() == null ? Times.NONE : letter.reason(),
                    Long.toString(letter.size()));
        }
        table.lines().forEach(this::print);
        if (dead.total() > dead.items().size()) {
            surroundings().err().println("taskmill: " + dead.items().size() + " of " + dead.total() + " dead letters");
        }
        return ExitCodes.DONE;
    }
}
