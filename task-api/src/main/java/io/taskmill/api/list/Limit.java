package io.taskmill.api.list;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** How many items a list may have. */
public final class Limit {

    public static final int MAX = 200;

    private static final int DEFAULT = 50;
    private static final String RULE = "a whole number of 1 to " + MAX;

    private Limit() {}

    /**
     * Reads the parameter {@code limit}.
     *
     * @param text null where there is none
     * @throws ApiException unless it is a whole number within the bounds
     */
    public static int parse(@Nullable String text) {
        if (text == null) {
            return DEFAULT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
        throw malformed(text);
    }

    private static ApiException malformed(String text) {
        return ApiException.of(ProblemType.MALFORMED_LIMIT, "limit is '" + text + "' but must be " + RULE + ".")
                .with("name", "limit")
                .with("value", text)
                .with("rule", RULE);
    }
}
