package io.taskmill.cli;

import io.taskmill.cli.log.LogFile;
import io.taskmill.cli.log.LogFiles;
import io.taskmill.cli.log.LogLine;
import io.taskmill.cli.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}. */
@Command(
        name = "logs",
        description = {
            "Prints the log of a program that './taskmill up' or './taskmill standalone|api|projector|worker'",
            "runs or ran.",
            "Only the current file is read; what was rotated away lies beside it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./taskmill logs worker --follow",
            "  ./taskmill logs worker-2 --task 0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37",
            "  ./taskmill logs api --json | jq 'select(.level == \"ERROR\")'"
        })
final class LogsCommand implements Callable<Integer> {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    @Parameters(paramLabel = "PROCESS", description = "api, projector, worker, or what --name said.")
    private String process = "";

    @Option(names = "--follow", description = "Go on with what is written from now on, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--json", description = "Print the lines as they were written, as JSON.")
    private boolean json;

    @Option(names = "--task", paramLabel = "ID", description = "Only what was logged about this task.")
    private @Nullable String task;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where the logs are. Default: TASKMILL_LOGS, else .taskmill/logs.")
    private @Nullable Path folder;

    private final Surroundings surroundings;

    LogsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LogFiles files = new LogFiles(folder());
        try (LogFile log = files.find(process).orElseThrow(() -> unknown(files))) {
            print(log.newLines());
            while (follow && !surroundings.out().checkError()) {
                surroundings.pauses().pause(INTERVAL);
                print(log.newLines());
            }
        }
        return ExitCodes.DONE;
    }

    private Path folder() {
        if (folder != null) {
            return folder;
        }
        return Path.of(surroundings.environment().getOrDefault("TASKMILL_LOGS", ".taskmill/logs"));
    }

    private NoSuchLogException unknown(LogFiles files) {
        List<String> names = files.names();
        return new NoSuchLogException("there is no log of '" + process + "' in " + folder() + ". "
                + (names.isEmpty() ? "There are none yet." : "There are: " + String.join(", ", names)));
    }

    private void print(List<String> lines) {
        for (String text : lines) {
            LogLine line = LogLine.parse(text);
            if (task == null || line.isAbout(task)) {
                if (json) {
                    surroundings.out().println(SafeText.json(text));
                } else {
                    line.text().forEach(surroundings.out()::println);
                }
            }
        }
        surroundings.out().flush();
    }
}
