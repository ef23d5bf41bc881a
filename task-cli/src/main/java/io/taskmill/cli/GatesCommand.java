package io.taskmill.cli;

import io.taskmill.cli.text.Table;
import io.taskmill.cli.text.Times;
import io.taskmill.client.Gates;
import io.taskmill.client.TaskmillClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gates}. */
@Command(
        name = "gates",
        description = "Lists gates: who holds them and how many wait. Sets how many tasks may hold one.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./taskmill gates", "  ./taskmill gates pool:7 --limit 0", "  ./taskmill gates pool:7 --unlimit"})
final class GatesCommand extends ApiCommand {

    @Parameters(arity = "0..1", paramLabel = "KEY", description = "Of this gate alone.")
    private @Nullable String key;

    @Option(names = "--limit", paramLabel = "N", description = "Let so many tasks hold it; 0 closes it.")
    private @Nullable Integer limit;

    @Option(names = "--unlimit", description = "Let as many tasks hold it as their type says.")
    private boolean unlimit;

    GatesCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(TaskmillClient client) {
        if (limit != null || unlimit) {
            set(client);
        }
        String after = null;
        Table table = new Table("KEY", "LIMIT", "HELD", "WAITING", "HOLDERS");
        do {
            Gates page = client.gates(key, after);
            if (after != null && after.equals(page.next())) {
                throw new IllegalStateException("the API's gates do not go on after " + after);
            }
            if (api().json()) {
                printJson(page.json());
            }
            page.items().forEach(gate -> row(table, gate));
            after = page.next();
        } while (after != null);
        if (!api().json()) {
            table.lines().forEach(this::print);
        }
        return ExitCodes.DONE;
    }

    private void set(TaskmillClient client) {
        if (key == null) {
            throw api().usage("--limit and --unlimit need a KEY");
        }
        if (limit != null && unlimit) {
            throw api().usage("--limit and --unlimit do not go together");
        }
        client.limitGate(key, limit);
    }

    private static void row(Table table, Gates.Gate gate) {
        table.row(
                gate.key(),
                gate.limit() + (gate.limitedAt() == null ? "" : " (set)"),
                Integer.toString(gate.held()),
                gate.waiting() + (gate.more() ? "+" : ""),
                gate.holders().isEmpty() ? Times.NONE : String.join(",", gate.holders()));
    }
}
