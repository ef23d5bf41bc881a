package io.taskmill.api.list;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a request, of which none is passed over. */
public final class Query {

    private Query() {}

    /**
     * Each parameter's value by its name.
     *
     * @param given as a servlet request has them
     * @param known the names of those that there are
     * @throws ApiException if there are others, or one is given more than once
     */
    public static Map<String, String> of(Map<String, String[]> given, List<String> known) {
        Map<String, String> values = new HashMap<>();
        given.forEach((name, all) -> {
            String value = String.join(", ", all);
            if (!known.contains(name)) {
                throw malformed(name, value, "one of " + String.join(", ", known), "is not a parameter");
            }
            if (all.length > 1) {
                throw malformed(name, value, "given once at most", "is given " + all.length + " times");
            }
            values.put(name, value);
        });
        return values;
    }

    /**
     * For requests that have none: one that was meant to narrow them down must not be passed over.
     *
     * @throws ApiException if there are some
     */
    public static void none(Map<String, String[]> given) {
        given.forEach((name, all) -> {
            throw malformed(name, String.join(", ", all), "no parameter", "is not a parameter");
        });
    }

    private static ApiException malformed(String name, String value, String rule, String what) {
        return ApiException.of(ProblemType.MALFORMED_QUERY, "'" + name + "' " + what + ".")
                .with("name", name)
                .with("value", value)
                .with("rule", rule);
    }
}
