package io.taskmill.api.command;

import io.taskmill.api.pause.KnownPauses;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.publish.Acceptance;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.model.Pause;
import io.taskmill.model.message.PauseCommand;
import io.taskmill.model.message.PauseCommand.PauseWork;
import io.taskmill.model.message.PauseCommand.ResumeWork;
import io.taskmill.model.pause.Pauses;
import io.taskmill.model.pause.PausesTransition;
import io.taskmill.model.pause.PausesTransition.Verdict;
import io.taskmill.store.StoreUnavailableException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From the wish to pause or resume to its effect, as commands of tasks come to theirs. What is already as it is wanted is not
 * sent, so requests can be repeated.
 */
final class PauseCommands {

    /**
     * What became of a command.
     *
     * @param pauses as last read
     * @param effective whether the command was folded; if not, it is on its way
     */
    record Outcome(Pauses pauses, boolean effective) {}

    private final Startup startup;
    private final KnownPauses pauses;
    private final TypeCatalog types;
    private final Clock clock;
    private final EffectWatch effects;

    PauseCommands(Startup startup, KnownPauses pauses, TypeCatalog types, Clock clock, EffectWatch effects) {
        this.startup = startup;
        this.pauses = pauses;
        this.types = types;
        this.clock = clock;
        this.effects = effects;
    }

    /**
     * @param command the command's id
     * @throws ApiException if there can be no such pool, is no such type or there are too many pauses, or if the command
     *     could not be made durable
     * @throws StoreUnavailableException if nothing was sent, because the store does not answer
     */
    Outcome pause(Pause.Kind kind, String name, String command, @Nullable String reason) {
        requireName(kind, name);
        return carryOut(new PauseWork(kind, name, command, null, reason, clock.instant()));
    }

    /**
     * @param command the command's id
     * @throws ApiException if there can be no such pool or is no such type, or if the command could not be made durable
     * @throws StoreUnavailableException if nothing was sent, because the store does not answer
     */
    Outcome resume(Pause.Kind kind, String name, String command, @Nullable String reason) {
        requireName(kind, name);
        return carryOut(new ResumeWork(kind, name, command, null, reason, clock.instant()));
    }

    private static void requireName(Pause.Kind kind, String name) {
        try {
            kind.requireName(name);
        } catch (IllegalArgumentException e) {
            throw switch (kind) {
                case POOL -> ApiException.of(ProblemType.MALFORMED_POOL, String.valueOf(e.getMessage()), e);
                case TYPE -> unknown(name);
            };
        }
    }

    private static ApiException unknown(String type) {
        return ApiException.of(
                ProblemType.UNKNOWN_TASK_TYPE, "'" + type + "' is not a type that any worker has announced.");
    }

    private Outcome carryOut(PauseCommand command) {
        Installed installed = startup.installed();
        Pauses known = pauses.now();
        requireType(command, known);
        Verdict expected = PausesTransition.apply(known, command).verdict();
        switch (expected) {
            case UNCHANGED, REPEATED -> {
                return told(command, known);
            }
            case TOO_MANY -> throw tooMany();
            case APPLIED -> {}
        }
        Acceptance.require(
                "name",
                command.name(),
                installed.commands().publish(command),
                "The command is nowhere; send it again.",
                "Send it again with the same Taskmill-Command-Id.");
        EffectWatch.Seen<Pauses> seen = effects.watch(
                known, () -> Optional.of(pauses.now()), now -> now != null && now.hasApplied(command.id()));
        return told(command, Objects.requireNonNullElse(seen.latest(), known));
    }

    /** A pool may be one to come, and what is paused can be resumed whatever it is. */
    private void requireType(PauseCommand command, Pauses known) {
        if (command.target() == Pause.Kind.TYPE
                && !known.isPaused(command.target(), command.name())
                && types.find(command.name()).isEmpty()) {
            throw unknown(command.name());
        }
    }

    /** One that was folded while there were too many has had no effect. */
    private static Outcome told(PauseCommand command, Pauses seen) {
        boolean paused = seen.isPaused(command.target(), command.name());
        boolean folded = seen.hasApplied(command.id());
        if (folded && command instanceof PauseWork && !paused && seen.pauses().size() >= Pauses.MOST) {
            throw tooMany();
        }
        boolean asWanted = PausesTransition.apply(seen, command).verdict() == Verdict.UNCHANGED;
        return new Outcome(seen, folded || asWanted);
    }

    private static ApiException tooMany() {
        return ApiException.of(
                ProblemType.TOO_MANY_PAUSES,
                Pauses.MOST + " pools and types are paused, and there can be no more; resume some.");
    }
}
