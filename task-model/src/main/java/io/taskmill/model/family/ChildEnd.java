package io.taskmill.model.family;

import io.taskmill.model.State;
import io.taskmill.model.message.DependencyEnded.How;
import java.util.Optional;

/** How a child has ended, as a letter among those of its siblings. */
public enum ChildEnd {
    FINISHED('F'),
    FAILED('X'),
    /** Or never started, since the family was cancelled. */
    CANCELLED('C'),
    /** It was published, and nothing is known of it any more. */
    UNKNOWN('U');

    /** The letter of those that have not ended. */
    static final char NONE = '.';

    private final char letter;

    ChildEnd(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }

    /**
     * What a letter stands for; empty for a child that has not ended.
     *
     * @throws IllegalArgumentException if it stands for nothing
     */
    static Optional<ChildEnd> of(int letter) {
        if (letter == NONE) {
            return Optional.empty();
        }
        for (ChildEnd end : values()) {
            if (end.letter == letter) {
                return Optional.of(end);
            }
        }
        throw new IllegalArgumentException("'" + (char) letter + "' is no end of a child");
    }

    static ChildEnd of(How how) {
        return switch (how) {
            case FINISHED -> FINISHED;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
            case UNKNOWN, TOO_MANY_DEPENDENTS -> UNKNOWN;
        };
    }

    /** The state of a task that has ended so; of one that is not known, that it failed. */
    public State state() {
        return switch (this) {
            case FINISHED -> State.FINISHED;
            case FAILED, UNKNOWN -> State.FAILED;
            case CANCELLED -> State.CANCELLED;
        };
    }
}
