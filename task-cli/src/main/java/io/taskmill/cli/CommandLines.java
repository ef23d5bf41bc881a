package io.taskmill.cli;

import io.taskmill.cli.text.SafeText;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Puts the commands together. */
final class CommandLines {

    private CommandLines() {}

    static CommandLine of(Surroundings surroundings) {
        CommandLine all = new CommandLine(new TaskmillCommand())
                .addSubcommand(new SubmitCommand(surroundings))
                .addSubcommand(new ShowCommand(surroundings))
                .addSubcommand(new CancelCommand(surroundings))
                .addSubcommand(new RetryCommand(surroundings))
                .addSubcommand(new DeleteCommand(surroundings))
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new SummaryCommand(surroundings))
                .addSubcommand(new TypesCommand(surroundings))
                .addSubcommand(new WorkersCommand(surroundings))
                .addSubcommand(new DeadCommand(surroundings))
                .addSubcommand(new LogsCommand(surroundings))
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        surroundings.terminal().colours() ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> usage(e, surroundings))
                .setExecutionExceptionHandler(new Failures(surroundings.err()));
        return all;
    }

    private static int usage(ParameterException e, Surroundings surroundings) {
        surroundings.err().println("taskmill: " + SafeText.line(String.valueOf(e.getMessage())));
        String verb = e.getCommandLine().getCommandSpec().qualifiedName();
        surroundings.err().println("'" + verb + " --help' tells more.");
        surroundings.err().flush();
        return ExitCodes.USAGE;
    }
}
