package io.taskmill.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies a task. In JSON and in URLs the 36 characters of a UUID; which part of it means what is the API's matter. */
public record TaskId(@JsonValue UUID value) implements Comparable<TaskId> {

    /**
     * Reads the canonical form.
     *
     * @throws IllegalArgumentException if the text is not the canonical form of a UUID
     */
    @JsonCreator
    public static TaskId parse(String text) {
        UUID value = UUID.fromString(text);
        if (!value.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not a task id in canonical form: '" + text + "'");
        }
        return new TaskId(value);
    }

    /** By their bytes, which is the order of their texts and of the store's indexes; a UUID's own order is signed. */
    @Override
    public int compareTo(TaskId other) {
        int most = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return most != 0
                ? most
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
