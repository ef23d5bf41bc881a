package io.taskmill.cli;

import io.taskmill.client.PausesChanged;
import io.taskmill.client.TaskmillClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb that pauses or resumes a pool or a type, and shows what is paused then. */
abstract class PauseVerb extends ApiCommand {

    /** What is paused or resumed. */
    enum Kind {
        POOL,
        TYPE
    }

    @Parameters(index = "0", paramLabel = "pool|type", description = "What the name is of.")
    private Kind kind = Kind.POOL;

    @Parameters(index = "1", paramLabel = "NAME", description = "The pool's or the type's name.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people; 1000 characters at most.")
    private @Nullable String reason;

    PauseVerb(Surroundings surroundings) {
        super(surroundings);
    }

    abstract PausesChanged send(TaskmillClient client, Kind kind, String name, @Nullable String reason);

    @Override
    final int run(TaskmillClient client) {
        if (name.isBlank()) {
            throw api().usage("NAME is empty");
        }
        return PauseText.changed(this, send(client, kind, name, reason));
    }
}
