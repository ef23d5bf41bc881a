package io.taskmill.cli;

import io.taskmill.cli.text.Table;
import io.taskmill.client.TaskSummary;
import io.taskmill.client.TaskmillClient;
import picocli.CommandLine.Command;

/** {@code summary}. */
@Command(
        name = "summary",
        description = "Tells how many tasks there are in each state. --json also has them by category.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill summary --json | jq .categories.FAILED")
final class SummaryCommand extends ApiCommand {

    SummaryCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        TaskSummary summary = client.summary();
        if (api().json()) {
            printJson(summary.json());
            return ExitCodes.DONE;
        }
        Table table = new Table("STATE", "TASKS");
        summary.states().forEach((state, tasks) -> table.row(state, Long.toString(tasks)));
        table.lines().forEach(this::print);
        if (summary.recounting()) {
            surroundings().err().println("taskmill: some tasks are being counted again; these figures may be off");
        }
        return ExitCodes.DONE;
    }
}
