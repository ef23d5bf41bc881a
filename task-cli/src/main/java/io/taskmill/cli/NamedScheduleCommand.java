package io.taskmill.cli;

import io.taskmill.cli.text.SafeText;
import io.taskmill.client.ScheduleChanged;
import picocli.CommandLine.Parameters;

/** A verb that is about one schedule. */
abstract class NamedScheduleCommand extends ApiCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "The schedule's name.")
    private String name = "";

    NamedScheduleCommand(Surroundings surroundings) {
        super(surroundings);
    }

    final String name() {
        if (name.isBlank()) {
            throw api().usage("NAME is empty");
        }
        return name;
    }

    /** Shows what has become of a command. */
    final int show(ScheduleChanged changed) {
        if (api().json()) {
            printJson(changed.schedule().json());
        } else {
            ScheduleText.whole(changed.schedule()).forEach(this::print);
        }
        if (!changed.applied()) {
            surroundings()
                    .err()
                    .println("taskmill: it is on its way and not done yet. See: ./taskmill schedule show "
                            + SafeText.line(changed.schedule().name()) + api().again());
        }
        return ExitCodes.DONE;
    }
}
