package io.taskmill.cli;

import io.taskmill.client.SchedulePage;
import io.taskmill.client.TaskmillClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code schedules}. */
@Command(
        name = "schedules",
        description = "Lists schedules by name.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./taskmill schedules", "  ./taskmill schedules --json | jq -r '.items[].name'"})
final class SchedulesCommand extends ApiCommand {

    @Option(names = "--limit", paramLabel = "N", description = "How many at most. Default: what the API gives at once.")
    private @Nullable Integer limit;

    @Option(names = "--cursor", paramLabel = "NEXT", description = "Go on where a page with this next has ended.")
    private @Nullable String cursor;

    SchedulesCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        SchedulePage page = client.schedules(limit, cursor);
        if (api().json()) {
            printJson(page.json());
            return ExitCodes.DONE;
        }
        ScheduleText.table(page.items()).forEach(this::print);
        if (page.next() != null) {
            surroundings().err().println("taskmill: there are more. Go on with --cursor " + page.next());
        }
        return ExitCodes.DONE;
    }
}
