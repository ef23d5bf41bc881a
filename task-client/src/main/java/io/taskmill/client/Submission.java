package io.taskmill.client;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A task to be submitted. Which values are allowed is the API's matter; only what would make the request another one is
 * refused here.
 *
 * @param type the task's type, such as {@code COUNT}
 * @param params one JSON value; it is sent as it stands, digit by digit
 * @param entity what the task is about
 * @param priority {@code high}, {@code normal} or {@code low}
 */
public record Submission(
        String type,
        String params,
        @Nullable Entity entity,
        @Nullable String creator,
        @Nullable String priority,
        @Nullable String correlationId) {

    /**
     * What a task is about.
     *
     * @param id absent if it is about all of the type
     */
    public record Entity(String type, @Nullable String id) {}

    public Submission {
        try {
            JsonNode value = Answers.JSON.readTree(params);
            if (value.isMissingNode()) {
                throw new IllegalArgumentException("params is empty: it must be one JSON value");
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("params is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** A task with nothing but a type and its parameters. */
    public static Submission of(String type, String params) {
        return new Submission(type, params, null, null, null, null);
    }
}
