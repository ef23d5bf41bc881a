package io.taskmill.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of a task whose gate has no room for it. */
public enum WhenFull {
    /** It waits: by priority, then by age. */
    WAIT,
    /** It is refused: with 409 where that is seen at its submission, as FAILED with GATE_FULL otherwise. */
    REJECT,
    /** Older tasks are cancelled, running or waiting, and it waits until there is room. */
    CANCEL_RUNNING,
    /** It waits, and older tasks that wait are cancelled. */
    CANCEL_WAITING;

    /** As it stands in JSON. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if the text names none of them */
    @JsonCreator
    public static WhenFull parse(String text) {
        for (WhenFull known : values()) {
            if (known.text().equals(text)) {
                return known;
            }
        }
        throw new IllegalArgumentException(
                "whenFull '" + text + "' is none of wait, reject, cancel-running, cancel-waiting");
    }
}
