package io.taskmill.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Holds the verbs, and what all of them say at the end of their help. */
@Command(
        name = "./taskmill",
        synopsisSubcommandLabel = "<verb>",
        description = "Drives Taskmill from a terminal.",
        scope = ScopeType.INHERIT,
        usageHelpWidth = 100,
        exitCodeOnInvalidInput = ExitCodes.USAGE,
        exitCodeOnExecutionException = ExitCodes.UNEXPECTED,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; a task that was followed has FINISHED",
            "1:the task that was followed ended otherwise; dead letters were left",
            "64:the command line is wrong",
            "65:the API refused the request (4xx)",
            "66:there is no such task, schedule, dead letter or log",
            "69:the API is not available: no connection, no answer in time, or 503",
            "70:anything else, such as an answer that cannot be read",
            "130:stopped by Ctrl-C; a task that was followed goes on"
        })
final class TaskmillCommand {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Say this.")
    private boolean help;
}
