package io.taskmill.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many tasks there are.
 *
 * @param json the answer as it was
 * @param categories by category, in the API's order
 * @param states by state, in the API's order
 * @param recounting whether some are being counted again, so that these figures may be off
 */
public record TaskSummary(String json, Map<String, Long> categories, Map<String, Long> states, boolean recounting) {

    public TaskSummary {
        categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }
}
