package io.taskmill.cli;

import io.taskmill.cli.text.Table;
import io.taskmill.cli.text.Times;
import io.taskmill.client.NextFirings;
import io.taskmill.client.TaskmillClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code schedule next}. */
@Command(
        name = "next",
        description = "Tells when a schedule fires next, as if it was not paused.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill schedule next nightly --count 3")
final class ScheduleNextCommand extends NamedScheduleCommand {

    @Option(names = "--count", paramLabel = "N", description = "How many firings at most. Default: 10.")
    private @Nullable Integer count;

    ScheduleNextCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        NextFirings next = client.nextFirings(name(), count);
        if (api().json()) {
            printJson(next.json());
            return ExitCodes.DONE;
        }
        Table table = new Table("FIRING", "DUE");
        next.items().forEach(each -> table.row(Times.text(each.firing()), Times.text(each.due())));
        table.lines().forEach(this::print);
        return ExitCodes.DONE;
    }
}
