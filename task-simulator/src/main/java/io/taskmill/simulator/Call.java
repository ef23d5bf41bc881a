package io.taskmill.simulator;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A request.
 *
 * @param names what stands in the places of its path
 * @param query its parameters
 * @param body null of JSON if there is none
 */
public record Call(Map<String, String> names, Map<String, String> query, JsonNode body, World world) {

    /** What stands in that place of the path. */
    public String name(String place) {
        String name = names.get(place);
        if (name == null) {
            throw new IllegalArgumentException("the path has no place " + place);
        }
        return name;
    }

    public Optional<String> query(String parameter) {
        return Optional.ofNullable(query.get(parameter));
    }

    /** @throws Refusal if the body is no such thing */
    public <T> T body(Class<T> type) {
        return world.read(body, type);
    }
}
