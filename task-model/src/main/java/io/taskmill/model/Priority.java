package io.taskmill.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which of a pool's work queues a task waits in. Queues are drained by weight, so that none starves. */
public enum Priority {
    HIGH(6),
    NORMAL(3),
    LOW(1);

    private final int weight;

    Priority(int weight) {
        this.weight = weight;
    }

    /** This queue's share of the starts while all of its pool's queues have work. */
    public int weight() {
        return weight;
    }

    /** As it stands in JSON, in routing keys and in the names of queues. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if the text names none of the priorities */
    @JsonCreator
    public static Priority parse(String text) {
        for (Priority priority : values()) {
            if (priority.text().equals(text)) {
                return priority;
            }
        }
        throw new IllegalArgumentException("priority '" + text + "' is none of high, normal, low");
    }
}
