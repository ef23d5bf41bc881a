package io.taskmill.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The tasks that a task waits for. Each of them was there before it, so that no two tasks ever wait for each other.
 *
 * @param tasks 1 to {@value #MOST}, each once
 * @param on how they have to end; {@link On#SUCCESS} if nothing is said
 */
public record After(List<TaskId> tasks, @Defaulted On on) {

    /** So many tasks can be waited for by one. */
    public static final int MOST = 100;

    /** How tasks have to end that are waited for. */
    public enum On {
        /** As FINISHED. */
        SUCCESS,
        /** As FINISHED, FAILED or CANCELLED. */
        END;

        /** As it stands in JSON. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if the text names neither */
        @JsonCreator
        public static On parse(String text) {
            for (On on : values()) {
                if (on.text().equals(text)) {
                    return on;
                }
            }
            throw new IllegalArgumentException("on '" + text + "' is none of success, end");
        }
    }

    public After {
        tasks = List.copyOf(tasks);
        on = Objects.requireNonNullElse(on, On.SUCCESS);
        if (tasks.isEmpty() || tasks.size() > MOST) {
            throw new IllegalArgumentException("after.tasks has " + tasks.size() + " ids but must have 1 to " + MOST);
        }
        if (new HashSet<>(tasks).size() < tasks.size()) {
            throw new IllegalArgumentException("after.tasks has an id twice: " + tasks);
        }
    }
}
