package io.taskmill.cli;

import io.taskmill.client.TaskmillClient;
import picocli.CommandLine.Command;

/** {@code pauses}. */
@Command(
        name = "pauses",
        description = "Lists the pools and types that are paused, by whom and why.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill pauses --json | jq -r '.items[].name'")
final class PausesCommand extends ApiCommand {

    PausesCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        return PauseText.list(this, client.pauses());
    }
}
