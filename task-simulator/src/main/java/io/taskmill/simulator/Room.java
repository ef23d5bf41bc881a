package io.taskmill.simulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One system that the simulator plays. Found by {@link java.util.ServiceLoader}, made anew for each simulator, and called
 * only by the thread that holds the world: a room needs no locks. What it changes is in the state file before anybody hears
 * of it.
 */
public interface Room {

    /** The first part of its paths and its name in the state file, such as {@code hypervisor}. */
    String name();

    /**
     * Takes up what was saved.
     *
     * @param saved what {@link #state} gave; null at the very first start
     */
    void open(@Nullable JsonNode saved, World world);

    /** All that it knows, to be written as JSON. */
    Object state();

    /** What can be asked of it besides its operations, which have paths of their own. */
    void route(Routes routes);

    /** Its kinds of operation by name. */
    Map<String, Work> works();
}
