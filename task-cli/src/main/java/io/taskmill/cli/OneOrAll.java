package io.taskmill.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters are meant. */
final class OneOrAll {

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The letter's id, as the list has it.")
    private @Nullable String id;

    @Option(names = "--all", description = "All letters.")
    private boolean all;

    boolean all() {
        return all;
    }

    /** The id of the one; empty if all are meant. */
    Optional<String> one(ApiOptions api) {
        if (!all && (id == null || id.isBlank())) {
            throw api.usage("ID is empty");
        }
        return all ? Optional.empty() : Optional.ofNullable(id);
    }
}
