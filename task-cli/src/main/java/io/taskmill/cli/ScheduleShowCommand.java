package io.taskmill.cli;

import io.taskmill.client.ScheduleView;
import io.taskmill.client.TaskmillClient;
import picocli.CommandLine.Command;

/** {@code schedule show}. */
@Command(
        name = "show",
        description = "Shows a schedule, and what has become of its latest firings.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill schedule show nightly")
final class ScheduleShowCommand extends NamedScheduleCommand {

    ScheduleShowCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        ScheduleView schedule = client.schedule(name());
        if (api().json()) {
            printJson(schedule.json());
        } else {
            ScheduleText.whole(schedule).forEach(this::print);
        }
        return ExitCodes.DONE;
    }
}
