package io.taskmill.model.message;

import io.taskmill.model.Names;
import io.taskmill.model.Pause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants a pool or a type to be paused, or to be paused no more. Its id makes a repetition a no-op.
 *
 * <p>Its {@code target} says which of the two {@code name} is; {@code kind} is the message's own in JSON.
 */
public sealed interface PauseCommand extends ShardMessage {

    Pause.Kind target();

    String name();

    /** Drawn by whoever sends it first. */
    String id();

    /** Who wants it, as the API knows; null if it does not. */
    @Nullable String actor();

    /** What they say, for people; null if nothing. */
    @Nullable String reason();

    /** When the API took it, by the API's clock. */
    Instant at();

    /** No task of it shall start; what runs goes on. */
    record PauseWork(
            Pause.Kind target,
            String name,
            String id,
            @Nullable String actor,
            @Nullable String reason,
            Instant at) implements PauseCommand {

        public PauseWork {
            check(target, name, id, actor, reason);
        }

        /** What it makes of the pool or type. */
        public Pause pause() {
            return new Pause(target, name, actor, reason, at);
        }
    }

    /** Its tasks shall start again. */
    record ResumeWork(
            Pause.Kind target,
            String name,
            String id,
            @Nullable String actor,
            @Nullable String reason,
            Instant at) implements PauseCommand {

        public ResumeWork {
            check(target, name, id, actor, reason);
        }
    }

    private static void check(
            Pause.Kind target, String name, String id, @Nullable String actor, @Nullable String reason) {
        target.requireName(name);
        Names.requireId("command.id", id);
        UserCommand.requireShort("reason", reason);
        UserCommand.requireShort("actor", actor);
    }
}
