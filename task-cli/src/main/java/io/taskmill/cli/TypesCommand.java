package io.taskmill.cli;

import io.taskmill.cli.text.Table;
import io.taskmill.cli.text.Times;
import io.taskmill.client.TaskTypes;
import io.taskmill.client.TaskmillClient;
import picocli.CommandLine.Command;

/** {@code types}. */
@Command(
        name = "types",
        description = "Lists the types of task that can be submitted. --json has the schemas of their parameters.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill types --json | jq '.items[].paramsSchema'")
final class TypesCommand extends ApiCommand {

    TypesCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        TaskTypes types = client.taskTypes();
        if (api().json()) {
            printJson(types.json());
            return ExitCodes.DONE;
        }
        Table table = new Table("NAME", "TITLE", "POOL", "VERSION");
        for (TaskTypes.TaskType type : types.items()) {
            table.row(
                    type.name(),
                    type.title() == null ? Times.NONE : type.title(),
                    type.pool() == null ? Times.NONE : type.pool(),
                    Integer.toString(type.version()));
        }
        table.lines().forEach(this::print);
        return ExitCodes.DONE;
    }
}
