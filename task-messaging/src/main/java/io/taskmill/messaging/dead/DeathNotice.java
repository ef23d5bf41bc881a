package io.taskmill.messaging.dead;

import io.taskmill.messaging.codec.MentionedTask;
import io.taskmill.model.message.CommandDied;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What the task of a command is told when that is put among the dead letters (invariant 6). */
public final class DeathNotice {

    /** Reports are no commands, and a notice that cannot be used must not make another one. */
    private static final Set<String> NO_COMMANDS = Set.of("RUN_EVENTS", "COMMAND_DEAD");

    private DeathNotice() {}

    /**
     * Empty unless the bytes tell one task and its dispatch, however else they look.
     *
     * @param body of what was to be a command
     */
    public static Optional<CommandDied> of(byte[] body, String reason, Instant at) {
        return MentionedTask.in(body)
                .filter(mentioned -> mentioned.kind() == null || !NO_COMMANDS.contains(mentioned.kind()))
                .filter(mentioned -> mentioned.epoch().isPresent())
                .map(mentioned ->
                        new CommandDied(mentioned.task(), mentioned.epoch().getAsInt(), reason, at));
    }
}
