package io.taskmill.model.message;

import io.taskmill.model.Names;
import java.util.Map;

/**
 * A worker session has begun that can run these types: whatever waits for one of them may be tried again.
 *
 * @param versions of each type the highest that it can run, by the type's name
 */
public record TypesAvailable(String session, Map<String, Integer> versions) implements ShardMessage {

    public TypesAvailable {
        Names.requireId("session", session);
        versions = Map.copyOf(versions);
    }
}
