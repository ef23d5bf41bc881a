package io.taskmill.model.journal;

import io.taskmill.model.EntityRef;
import io.taskmill.model.TaskId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened. It is never changed, and made again it is the same.
 *
 * @param id sorts by time; see {@link JournalIds}
 * @param at by the clock of whoever knew it first, to the millisecond
 * @param task which it has happened to; null of what has happened to something else
 * @param type that task's, or the one that was paused or resumed; null of what is about none
 * @param entity what the task works on, or the gate, schedule or worker pool that it is about
 * @param actor who wanted it; null of what Taskmill does by itself, and as long as nobody is known
 * @param args what its text is made of, by their names in {@link JournalArgs}
 */
public record JournalEntry(
        String id,
        Instant at,
        JournalKind kind,
        @Nullable TaskId task,
        @Nullable String type,
        @Nullable EntityRef entity,
        @Nullable String actor,
        Map<String, String> args) {

    public JournalEntry {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        args = Map.copyOf(args);
        if (!JournalIds.isId(id)) {
            throw new IllegalArgumentException("id of a journal's entry is '" + id + "', which none is");
        }
    }
}
