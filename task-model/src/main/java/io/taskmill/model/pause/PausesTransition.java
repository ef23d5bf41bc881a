package io.taskmill.model.pause;

import io.taskmill.model.Pause;
import io.taskmill.model.message.PauseCommand;
import io.taskmill.model.message.PauseCommand.PauseWork;
import io.taskmill.model.message.PauseCommand.ResumeWork;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what a wish to pause or to resume makes of the pauses. Pure. A repetition changes nothing. */
public final class PausesTransition {

    private PausesTransition() {}

    /** What became of a command. */
    public enum Verdict {
        /** Something is paused, or is not any more, or is so for another reason. */
        APPLIED,
        /** It was so already. */
        UNCHANGED,
        /** The command was folded before. */
        REPEATED,
        /** {@value Pauses#MOST} are paused, and this would be one more. */
        TOO_MANY
    }

    /**
     * What became of the command.
     *
     * @param pauses afterwards; they remember the command, whatever became of it
     */
    public record Outcome(Pauses pauses, Verdict verdict) {}

    /** @param known null if nothing was ever paused */
    public static Outcome apply(@Nullable Pauses known, PauseCommand command) {
        Pauses before = known == null ? Pauses.NONE : known;
        if (before.hasApplied(command.id())) {
            return new Outcome(before, Verdict.REPEATED);
        }
        Outcome outcome =
                switch (command) {
                    case PauseWork pause -> pause(before, pause.pause());
                    case ResumeWork resume -> resume(before, resume);
                };
        return new Outcome(outcome.pauses().remembering(command.id()), outcome.verdict());
    }

    /** Whoever wanted it first stands, unless another one gives another reason. */
    private static Outcome pause(Pauses before, Pause pause) {
        Optional<Pause> standing = before.of(pause.kind(), pause.name());
        if (standing.filter(pause::saysTheSameAs).isPresent()) {
            return new Outcome(before, Verdict.UNCHANGED);
        }
        return standing.isEmpty() && before.pauses().size() >= Pauses.MOST
                ? new Outcome(before, Verdict.TOO_MANY)
                : new Outcome(before.with(pause), Verdict.APPLIED);
    }

    private static Outcome resume(Pauses before, ResumeWork resume) {
        return before.isPaused(resume.target(), resume.name())
                ? new Outcome(before.without(resume.target(), resume.name()), Verdict.APPLIED)
                : new Outcome(before, Verdict.UNCHANGED);
    }
}
