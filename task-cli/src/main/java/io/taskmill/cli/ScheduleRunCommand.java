package io.taskmill.cli;

import io.taskmill.client.TaskmillClient;
import picocli.CommandLine.Command;

/** {@code schedule run}. */
@Command(
        name = "run",
        description = "Lets a schedule fire once now, also while it is paused. What overlap says holds.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill schedule run nightly")
final class ScheduleRunCommand extends NamedScheduleCommand {

    ScheduleRunCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        return show(client.runSchedule(name()));
    }
}
