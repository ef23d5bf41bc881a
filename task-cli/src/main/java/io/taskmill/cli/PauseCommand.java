package io.taskmill.cli;

import io.taskmill.client.PausesChanged;
import io.taskmill.client.TaskmillClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code pause}. */
@Command(
        name = "pause",
        description =
                "Keeps tasks of a pool or a type from starting; what runs goes on. A worker knows it after some four seconds.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./taskmill pause pool night --reason 'disks are full'", "  ./taskmill pause type COUNT"})
final class PauseCommand extends PauseVerb {

    PauseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    PausesChanged send(TaskmillClient client, Kind kind, String name, @Nullable String reason) {
        return switch (kind) {
            case POOL -> client.pausePool(name, reason);
            case TYPE -> client.pauseType(name, reason);
        };
    }
}
