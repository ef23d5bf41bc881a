package io.taskmill.api.command;

import io.taskmill.model.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a retry says beyond its path.
 *
 * @param epoch the dispatch that is to be retried; null for the latest one that is known
 * @param params what to run instead, not yet held against the type; null to run the same
 */
record AskedRetry(@Nullable Integer epoch, @Nullable Params params) {

    static final AskedRetry OF_THE_SAME = new AskedRetry(null, null);

    /**
     * Parameters.
     *
     * @param json as sent, digit by digit; this is what is carried
     * @param tree the same, to validate
     */
    record Params(Json json, JsonNode tree) {}
}
