package io.taskmill.cli;

import io.taskmill.client.TaskmillClient;
import picocli.CommandLine.Command;

/** {@code schedule resume}. */
@Command(
        name = "resume",
        description = "Lets a paused schedule fire again, from then on.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill schedule resume nightly")
final class ScheduleResumeCommand extends NamedScheduleCommand {

    ScheduleResumeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        return show(client.resumeSchedule(name()));
    }
}
