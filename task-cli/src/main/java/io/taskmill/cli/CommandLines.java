package io.taskmill.cli;

import io.taskmill.cli.text.SafeText;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Puts the commands together. */
final class CommandLines {

    private CommandLines() {}

    static CommandLine of(Surroundings surroundings) {
        CommandLine all = new CommandLine(new TaskmillCommand())
                .addSubcommand(new SubmitCommand(surroundings))
                .addSubcommand(new ShowCommand(surroundings))
                .addSubcommand(new TreeCommand(surroundings))
                .addSubcommand(new CancelCommand(surroundings))
                .addSubcommand(new RetryCommand(surroundings))
                .addSubcommand(new RollbackCommand(surroundings))
                .addSubcommand(new AmendCommand(surroundings))
                .addSubcommand(new DeleteCommand(surroundings))
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new SummaryCommand(surroundings))
                .addSubcommand(new TypesCommand(surroundings))
                .addSubcommand(new WorkersCommand(surroundings))
                .addSubcommand(new WhyCommand(surroundings))
                .addSubcommand(new GatesCommand(surroundings))
                .addSubcommand(new JournalCommand(surroundings))
                .addSubcommand(new SchedulesCommand(surroundings))
                .addSubcommand(schedule(surroundings))
                .addSubcommand(new PauseCommand(surroundings))
                .addSubcommand(new ResumeCommand(surroundings))
                .addSubcommand(new PausesCommand(surroundings))
                .addSubcommand(deadLetters(surroundings))
                .addSubcommand(new LogsCommand(surroundings))
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        surroundings.terminal().colours() ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(CommandLines::execute)
                .setParameterExceptionHandler((e, _) -> usage(e, surroundings))
                .setExecutionExceptionHandler(new Failures(surroundings.err()));
        return all;
    }

    private static CommandLine schedule(Surroundings surroundings) {
        return new CommandLine(new ScheduleCommand())
                .addSubcommand(new SchedulePutCommand(surroundings))
                .addSubcommand(new ScheduleShowCommand(surroundings))
                .addSubcommand(new ScheduleNextCommand(surroundings))
                .addSubcommand(new SchedulePauseCommand(surroundings))
                .addSubcommand(new ScheduleResumeCommand(surroundings))
                .addSubcommand(new ScheduleRunCommand(surroundings))
                .addSubcommand(new ScheduleDeleteCommand(surroundings));
    }

    private static CommandLine deadLetters(Surroundings surroundings) {
        return new CommandLine(new DeadCommand(surroundings))
                .addSubcommand(new DeadListCommand(surroundings))
                .addSubcommand(new DeadShowCommand(surroundings))
                .addSubcommand(new DeadReplayCommand(surroundings))
                .addSubcommand(new DeadDeleteCommand(surroundings));
    }

    /** A verb of a verb has options of its own, and those before it would be passed over. */
    private static int execute(ParseResult all) {
        ParseResult verb = all.subcommand();
        if (verb != null && verb.hasSubcommand() && !verb.matchedOptions().isEmpty()) {
            String further = verb.subcommand().commandSpec().name();
            throw new ParameterException(
                    verb.subcommand().commandSpec().commandLine(),
                    "'" + verb.matchedOptions().getFirst().longestName() + "' has to stand behind '" + further + "'");
        }
        return new CommandLine.RunLast().execute(all);
    }

    private static int usage(ParameterException e, Surroundings surroundings) {
        surroundings.err().println("taskmill: " + SafeText.line(String.valueOf(e.getMessage())));
        String verb = e.getCommandLine().getCommandSpec().qualifiedName();
        surroundings.err().println("'" + verb + " --help' tells more.");
        surroundings.err().flush();
        return ExitCodes.USAGE;
    }
}
