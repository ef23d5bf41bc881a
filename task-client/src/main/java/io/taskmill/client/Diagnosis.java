package io.taskmill.client;

import java.util.List;

/**
 * Why a task is not running, or what it is at.
 *
 * @param json the answer as it was
 * @param causes the nearest first
 */
public record Diagnosis(String json, List<Cause> causes) {

    public Diagnosis {
        causes = List.copyOf(causes);
    }

    /**
     * One cause.
     *
     * @param code such as {@code GATE}
     * @param text a sentence in the reader's language
     */
    public record Cause(String code, String text) {}
}
