package io.taskmill.store;

import io.taskmill.model.journal.JournalKind;
import io.taskmill.model.journal.JournalLevel;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the journal are asked for. An index serves each filter that can be made, so no others can be.
 *
 * @param from only entries of this instant and later ones; null for all
 * @param to only entries before this instant; null for all
 * @param levels an entry has one of these
 * @param subject what else is asked of it; null for nothing
 */
public record JournalFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        Set<JournalLevel> levels,
        @Nullable Subject subject) {

    private static final Set<JournalLevel> ALL_LEVELS = Collections.unmodifiableSet(EnumSet.allOf(JournalLevel.class));

    /** All entries. */
    public static final JournalFilter NONE = new JournalFilter(null, null, ALL_LEVELS, null);

    public JournalFilter {
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("levels is empty but must name one at least");
        }
        levels = Collections.unmodifiableSet(EnumSet.copyOf(levels));
    }

    boolean ofAllLevels() {
        return levels.equals(ALL_LEVELS);
    }

    /** What a journal can be narrowed down to, one at a time. */
    public sealed interface Subject {

        /** What has happened to tasks of one type, and to the type. */
        record Type(String name) implements Subject {}

        /**
         * What is about one entity, or about any of a kind.
         *
         * @param reference the entity's kind, or kind and id with a colon between
         */
        record Entity(String reference) implements Subject {}

        /** What one has wanted. */
        record Actor(String name) implements Subject {}

        /** What is of one kind, and so of one level. */
        record Kind(JournalKind kind) implements Subject {}
    }
}
