package io.taskmill.handlers.vdi;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskFailedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run leaves to the next one.
 *
 * @param operation that may still be under way in the hypervisor; null for none
 * @param chosen what the run has decided to work on, and must not decide anew
 */
record Left(@Nullable String operation, List<String> chosen) {

    static final Left NOTHING = new Left(null, List.of());

    Left {
        chosen = List.copyOf(chosen);
    }

    /** @throws TaskFailedException if what was left is another version's */
    static Left by(TaskContext context) {
        return context.lastCheckpoint(Left.class).orElse(NOTHING);
    }

    Left under(String way) {
        return new Left(way, chosen);
    }
}
