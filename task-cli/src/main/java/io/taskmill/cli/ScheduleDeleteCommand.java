package io.taskmill.cli;

import io.taskmill.cli.text.SafeText;
import io.taskmill.client.TaskmillClient;
import picocli.CommandLine.Command;

/** {@code schedule delete}. */
@Command(
        name = "delete",
        description = "Deletes a schedule. The tasks that it has made stay.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill schedule delete nightly")
final class ScheduleDeleteCommand extends NamedScheduleCommand {

    ScheduleDeleteCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        boolean gone = client.deleteSchedule(name());
        surroundings()
                .err()
                .println(
                        gone
                                ? "taskmill: schedule " + SafeText.line(name()) + " is deleted"
                                : "taskmill: it is on its way and not done yet");
        return ExitCodes.DONE;
    }
}
