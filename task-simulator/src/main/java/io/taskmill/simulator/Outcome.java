package io.taskmill.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How one unit of an operation has ended.
 *
 * @param subject what it was about, such as the name of a machine
 * @param result what came of it; null if it failed, or there is nothing to tell
 * @param error null if it went well
 */
public record Outcome(
        String subject, @Nullable JsonNode result, @Nullable Problem error) {}
