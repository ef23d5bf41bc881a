package io.taskmill.cli;

import io.taskmill.client.TaskmillClient;
import io.taskmill.client.WholeLetter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dead-letters show}. */
@Command(
        name = "show",
        description = "Shows a dead letter with its whole body, up to 1 MiB. The 200 oldest can be reached.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill dead-letters show 5f1c0a8e4b370197a6f03c2e7b419d52")
final class DeadShowCommand extends ApiCommand {

    @Parameters(paramLabel = "ID", description = "The letter's id, as the list has it.")
    private String id = "";

    DeadShowCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        if (id.isBlank()) {
            throw api().usage("ID is empty");
        }
        WholeLetter letter = client.deadLetter(id);
        if (api().json()) {
            printJson(letter.json());
        } else {
            DeadLetterText.whole(letter).forEach(this::print);
        }
        return ExitCodes.DONE;
    }
}
