package io.taskmill.handler;

import io.taskmill.model.Names;
import java.util.Map;

/**
 * What a worker announces of a type of task.
 *
 * @param name A-Z, 0-9 and '_'
 * @param version of the parameters; raise it when their schema changes
 * @param pool whose workers run it
 * @param params what the parameters are read into; the JSON Schema is derived from it
 * @param texts by language, then by message key, see {@link Texts}
 */
public record TaskDescription<P>(
        String name, int version, String pool, Class<P> params, Map<String, Map<String, String>> texts) {

    public static final String DEFAULT_POOL = "default";

    public TaskDescription {
        Names.requireType(name);
        Names.requirePool(pool);
        texts = Map.copyOf(texts);
    }

    public static <P> TaskDescription<P> of(String name, Class<P> params, Map<String, Map<String, String>> texts) {
        return new TaskDescription<>(name, 1, DEFAULT_POOL, params, texts);
    }
}
