package io.taskmill.cli;

import io.taskmill.client.TaskLog;
import io.taskmill.client.TaskView;
import io.taskmill.client.TaskmillClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code show}. */
@Command(
        name = "show",
        description = "Shows a task, or what it has logged.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./taskmill show 0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37 --watch",
            "  ./taskmill show $id --json | jq .state",
            "  ./taskmill show $id --log"
        })
final class ShowCommand extends ApiCommand {

    private static final int LOG_PAGE = 200;

    @Parameters(paramLabel = "ID", description = "The task's id.")
    private String id = "";

    @Option(
            names = "--watch",
            description = "Show its progress until it has ended, also through outages; the exit code tells how.")
    private boolean watch;

    @Option(names = "--log", description = "Print what its runs have logged; with --json page by page, a line each.")
    private boolean log;

    ShowCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) throws Exception {
        if (id.isBlank()) {
            throw api().usage("ID is empty");
        }
        if (watch && log) {
            throw api().usage("--watch and --log do not go together");
        }
        if (watch) {
            return follow(client, id);
        }
        if (log) {
            printLog(client);
            return ExitCodes.DONE;
        }
        TaskView task = client.get(id);
        if (api().json()) {
            printJson(task.json());
        } else {
            TaskText.details(task, surroundings().terminal()).forEach(this::print);
        }
        return ExitCodes.DONE;
    }

    /** A page at a time, since it can be long. */
    private void printLog(TaskmillClient client) {
        LogText text = new LogText();
        String cursor = null;
        do {
            TaskLog page = client.log(id, LOG_PAGE, cursor);
            if (cursor != null && cursor.equals(page.next())) {
                throw new IllegalStateException("the API's log does not go on after cursor " + cursor);
            }
            if (api().json()) {
                printJson(page.json());
            } else {
                page.items().forEach(entry -> text.lines(entry).forEach(this::print));
            }
            cursor = page.next();
        } while (cursor != null);
    }
}
