package io.taskmill.model.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What becomes of a firing while a task of an earlier one has not ended. */
public enum Overlap {
    /** Nothing. */
    SKIP,
    /** It waits until none is left; of several that wait only the latest counts. */
    QUEUE_ONE,
    /** Its task is made all the same. */
    ALLOW,
    /** Its task is made, and the earlier ones are cancelled. */
    CANCEL_PREVIOUS;

    /** As it stands in JSON. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them, as they stand in JSON. */
    public static String texts() {
        return Arrays.stream(values()).map(Overlap::text).collect(Collectors.joining(", "));
    }

    /** @throws IllegalArgumentException if the text names none */
    @JsonCreator
    public static Overlap parse(String text) {
        for (Overlap overlap : values()) {
            if (overlap.text().equals(text)) {
                return overlap;
            }
        }
        throw new IllegalArgumentException("overlap '" + text + "' is none of " + texts());
    }
}
