package io.taskmill.cli;

import io.taskmill.client.TaskmillClient;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** {@code dead-letters replay}. */
@Command(
        name = "replay",
        description = {
            "Puts a dead letter's message back into the queue that it came from, or those of all. One that still cannot"
                    + " be used becomes another dead letter.",
            "--all replays what lies there now, 10000 letters and ten seconds at most; with 'not-reached' among what is"
                    + " left, once more goes on."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./taskmill dead-letters replay 5f1c0a8e4b370197a6f03c2e7b419d52",
            "  ./taskmill dead-letters replay --all"
        })
final class DeadReplayCommand extends ApiCommand {

    @ArgGroup(multiplicity = "1")
    private OneOrAll letters = new OneOrAll();

    DeadReplayCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        return DeadLetterText.acted(
                this,
                letters.one(api()).map(client::replayDeadLetter).orElseGet(client::replayDeadLetters),
                "replayed");
    }
}
