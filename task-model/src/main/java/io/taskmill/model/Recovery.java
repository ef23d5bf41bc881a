package io.taskmill.model;

import java.util.Locale;

/** What becomes of what a task's runs have done outside, once the task has failed or was cancelled. */
public enum Recovery {
    /** It stays as it is. */
    NONE,
    /** It is undone before the task ends. */
    AUTO,
    /** It stays until somebody asks for it to be undone. */
    MANUAL;

    /** What submissions call it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if it is none */
    public static Recovery parse(String text) {
        for (Recovery recovery : values()) {
            if (recovery.text().equals(text)) {
                return recovery;
            }
        }
        throw new IllegalArgumentException("recovery '" + text + "' is not one of none, auto, manual");
    }
}
