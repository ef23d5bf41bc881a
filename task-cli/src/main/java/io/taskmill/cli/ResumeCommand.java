package io.taskmill.cli;

import io.taskmill.client.PausesChanged;
import io.taskmill.client.TaskmillClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code resume}. */
@Command(
        name = "resume",
        description = "Lets tasks of a pool or a type start again.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./taskmill resume pool night", "  ./taskmill resume type COUNT"})
final class ResumeCommand extends PauseVerb {

    ResumeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    PausesChanged send(TaskmillClient client, Kind kind, String name, @Nullable String reason) {
        return switch (kind) {
            case POOL -> client.resumePool(name, reason);
            case TYPE -> client.resumeType(name, reason);
        };
    }
}
