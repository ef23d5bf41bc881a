package io.taskmill.api.types;

import io.taskmill.model.type.TaskType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A type that workers have announced.
 *
 * @param schema null if the announced one is not a usable schema
 */
public record KnownType(TaskType type, @Nullable ParamsSchema schema) {

    private static final Logger LOG = LoggerFactory.getLogger(KnownType.class);

    static KnownType of(TaskType type) {
        try {
            return new KnownType(type, ParamsSchema.compile(type.paramsSchema()));
        } catch (RuntimeException e) {
            LOG.error("schema of task type is broken type={} version={}", type.name(), type.version(), e);
            return new KnownType(type, null);
        }
    }
}
