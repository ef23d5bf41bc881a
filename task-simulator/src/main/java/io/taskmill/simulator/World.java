package io.taskmill.simulator;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** What a room may ask of the simulator that it is in. */
public interface World {

    /** The time. */
    Instant now();

    /** How long things take. */
    Pace pace();

    /**
     * Reads a request.
     *
     * @throws Refusal if it is no such thing
     */
    <T> T read(JsonNode json, Class<T> type);
}
