package io.taskmill.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code schedule}: holds its verbs. */
@Command(
        name = "schedule",
        synopsisSubcommandLabel = "(put | show | next | pause | resume | run | delete)",
        description = "Makes, shows and changes a schedule.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./taskmill schedule put nightly --cron '30 2 * * *' --zone Europe/Berlin COUNT '{\"times\": 3}'",
            "  ./taskmill schedule next nightly"
        })
final class ScheduleCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "one of put, show, next, pause, resume, run, delete is missing");
    }
}
