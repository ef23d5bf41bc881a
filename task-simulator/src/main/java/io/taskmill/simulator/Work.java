package io.taskmill.simulator;

import tools.jackson.databind.JsonNode;

/**
 * What operations of one kind do, unit by unit: each unit takes the time of the {@link Pace}, then happens at once. Called
 * only by the thread that holds the world. A unit must bear that what it is to bring about is so already.
 */
public interface Work {

    /**
     * How many units there are, each with an outcome of its own.
     *
     * @throws Refusal if there can be no such operation
     */
    int units(JsonNode request);

    /** What that unit is about; told also where it failed. */
    String subject(JsonNode request, int unit);

    /**
     * Carries out one unit.
     *
     * @return what came of it, to be written as JSON
     * @throws Refusal if it fails; the other units are tried all the same
     */
    Object carryOut(JsonNode request, int unit);

    /** Whether units of it take space, so that a fault of that kind hits them. */
    default boolean takesSpace() {
        return false;
    }

    /** Whether it stands still for now, since what carries it out is away. */
    default boolean halted(JsonNode request) {
        return false;
    }
}
