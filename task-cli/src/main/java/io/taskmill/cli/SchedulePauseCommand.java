package io.taskmill.cli;

import io.taskmill.client.TaskmillClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code schedule pause}. */
@Command(
        name = "pause",
        description = "Lets a schedule fire no more for a while. What falls into the pause is not made up for.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill schedule pause nightly")
final class SchedulePauseCommand extends NamedScheduleCommand {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people; 1000 characters at most.")
    private @Nullable String reason;

    SchedulePauseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        return show(client.pauseSchedule(name(), reason));
    }
}
