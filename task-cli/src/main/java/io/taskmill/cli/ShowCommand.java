package io.taskmill.cli;

import io.taskmill.client.TaskView;
import io.taskmill.client.TaskmillClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code show}. */
@Command(
        name = "show",
        description = "Shows a task.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./taskmill show 0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37 --watch",
            "  ./taskmill show $id --json | jq .state"
        })
final class ShowCommand extends ApiCommand {

    @Parameters(paramLabel = "ID", description = "The task's id.")
    private String id = "";

    @Option(
            names = "--watch",
            description = "Show its progress until it has ended, also through outages; the exit code tells how.")
    private boolean watch;

    ShowCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) throws Exception {
        if (id.isBlank()) {
            throw api().usage("ID is empty");
        }
        if (watch) {
            return follow(client, id);
        }
        TaskView task = client.get(id);
        if (api().json()) {
            printJson(task.json());
        } else {
            TaskText.details(task, surroundings().terminal()).forEach(this::print);
        }
        return ExitCodes.DONE;
    }
}
