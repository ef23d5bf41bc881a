package io.taskmill.cli;

import io.taskmill.client.Amendment;
import io.taskmill.client.Commanded;
import io.taskmill.client.TaskmillClient;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code amend}. */
@Command(
        name = "amend",
        description = "Changes what a pending task waits for.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./taskmill amend $id --priority high", "  ./taskmill amend $id --delay 2h --pool night"})
final class AmendCommand extends TaskCommand {

    @Mixin
    private final StartOptions start = new StartOptions();

    @Option(names = "--priority", paramLabel = "high|normal|low", description = "In which of the queues it waits.")
    private SubmitCommand.@Nullable Priority priority;

    @Option(names = "--pool", paramLabel = "POOL", description = "Whose workers are to run it.")
    private @Nullable String pool;

    AmendCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Commanded send(TaskmillClient client, String id) {
        return client.amend(id, amendment());
    }

    private Amendment amendment() {
        try {
            return new Amendment(
                    start.given(), priority == null ? null : priority.name().toLowerCase(Locale.ROOT), pool);
        } catch (IllegalArgumentException e) {
            throw api().usage(String.valueOf(e.getMessage()));
        }
    }
}
