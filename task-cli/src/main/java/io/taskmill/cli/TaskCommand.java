package io.taskmill.cli;

import io.taskmill.cli.text.SafeText;
import io.taskmill.client.Commanded;
import io.taskmill.client.TaskmillClient;
import picocli.CommandLine.Parameters;

/** A verb that wants something of a task that is there, and shows what has become of it. */
abstract class TaskCommand extends ApiCommand {

    @Parameters(paramLabel = "ID", description = "The task's id.")
    private String id = "";

    TaskCommand(Surroundings surroundings) {
        super(surroundings);
    }

    abstract Commanded send(TaskmillClient client, String id);

    @Override
    final int run(TaskmillClient client) {
        if (id.isBlank()) {
            throw api().usage("ID is empty");
        }
        Commanded commanded = send(client, id);
        if (api().json()) {
            printJson(commanded.task().json());
        } else {
            TaskText.standing(commanded.task(), surroundings().terminal()).forEach(this::print);
        }
        if (!commanded.applied()) {
            surroundings()
                    .err()
                    .println("taskmill: it is on its way and not done yet. See: ./taskmill show "
                            + SafeText.line(commanded.task().id()) + api().again());
        }
        return ExitCodes.DONE;
    }
}
