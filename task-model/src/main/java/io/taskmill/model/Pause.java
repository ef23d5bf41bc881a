package io.taskmill.model;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That no task of a pool or of a type is to start. What runs goes on.
 *
 * @param name of the pool or type
 * @param actor who wanted it, as the API knows; null if it does not
 * @param reason what they said, for people; null if nothing
 * @param at since when, by the API's clock
 */
public record Pause(
        Kind kind,
        String name,
        @Nullable String actor,
        @Nullable String reason,
        Instant at) {

    /** What can be paused. */
    public enum Kind {
        /** All that waits in the work queues of a pool. */
        POOL,
        /** All tasks of a type, whatever their pool. */
        TYPE;

        /** In paths and on command lines. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if nothing of this kind can have that name */
        public String requireName(String name) {
            return switch (this) {
                case POOL -> Names.requirePool(name);
                case TYPE -> Names.requireType(name);
            };
        }
    }

    public Pause {
        kind.requireName(name);
    }

    /** Whether it is of the same pool or type. */
    public boolean isOf(Kind otherKind, String otherName) {
        return kind == otherKind && name.equals(otherName);
    }

    /** Whether it says the same, whoever said it first and when. */
    public boolean saysTheSameAs(Pause other) {
        return isOf(other.kind, other.name) && Objects.equals(reason, other.reason);
    }
}
