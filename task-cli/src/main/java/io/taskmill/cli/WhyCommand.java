package io.taskmill.cli;

import io.taskmill.client.Diagnosis;
import io.taskmill.client.TaskmillClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code why}. */
@Command(
        name = "why",
        description = "Tells why a task is not running, or what it is at.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./taskmill why $id", "  ./taskmill why $id --json | jq '.causes[0].details'"})
final class WhyCommand extends ApiCommand {

    @Parameters(paramLabel = "ID", description = "The task's id.")
    private String id = "";

    WhyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        if (id.isBlank()) {
            throw api().usage("ID is empty");
        }
        Diagnosis diagnosis = client.diagnosis(id);
        if (api().json()) {
            printJson(diagnosis.json());
        } else {
            diagnosis.causes().forEach(cause -> print(cause.text()));
        }
        return ExitCodes.DONE;
    }
}
