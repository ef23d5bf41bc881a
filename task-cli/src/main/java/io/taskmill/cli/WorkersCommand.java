package io.taskmill.cli;

import io.taskmill.cli.text.Table;
import io.taskmill.cli.text.Times;
import io.taskmill.client.TaskmillClient;
import io.taskmill.client.Workers;
import picocli.CommandLine.Command;

/** {@code workers}. */
@Command(
        name = "workers",
        description = "Lists the workers that live.",
        footerHeading = "%nExample:%n",
        footer = "  ./taskmill workers --json | jq -r '.items[].name'")
final class WorkersCommand extends ApiCommand {

    WorkersCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        Workers workers = client.workers();
        if (api().json()) {
            printJson(workers.json());
            return ExitCodes.DONE;
        }
        Table table = new Table("NAME", "SESSION", "HOST", "PID", "POOLS", "SLOTS", "LEAKED", "DRAINING", "HEARTBEAT");
        for (Workers.Worker worker : workers.items()) {
            table.row(
                    worker.name(),
                    worker.session(),
                    worker.host() == null ? Times.NONE : worker.host(),
                    Long.toString(worker.pid()),
                    String.join(",", worker.pools()),
                    worker.used() + "/" + worker.slots(),
                    Integer.toString(worker.leaked()),
                    worker.draining() ? "yes" : "no",
                    Times.text(worker.lastHeartbeat()));
        }
        table.lines().forEach(this::print);
        return ExitCodes.DONE;
    }
}
