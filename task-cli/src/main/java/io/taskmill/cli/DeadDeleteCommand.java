package io.taskmill.cli;

import io.taskmill.client.TaskmillClient;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dead-letters delete}. */
@Command(
        name = "delete",
        description = {
            "Deletes a dead letter, or all. Nothing brings them back; the API's log tells of each.",
            "--all deletes what lies there now, 10000 letters and ten seconds at most; once more goes on."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./taskmill dead-letters delete 5f1c0a8e4b370197a6f03c2e7b419d52",
            "  ./taskmill dead-letters delete --all --yes"
        })
final class DeadDeleteCommand extends ApiCommand {

    @ArgGroup(multiplicity = "1")
    private OneOrAll letters = new OneOrAll();

    @Option(names = "--yes", description = "Needed with --all: yes, all of them.")
    private boolean yes;

    DeadDeleteCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        Optional<String> one = letters.one(api());
        if (one.isPresent()) {
            client.deleteDeadLetter(one.get());
            return ExitCodes.DONE;
        }
        if (!yes) {
            throw api().usage("--all deletes all dead letters for good: add --yes if that is meant");
        }
        return DeadLetterText.acted(this, client.deleteDeadLetters(), "deleted");
    }
}
