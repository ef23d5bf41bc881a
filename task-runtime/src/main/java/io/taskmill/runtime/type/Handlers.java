package io.taskmill.runtime.type;

import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.model.type.TaskType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The handlers of this worker, by the name of their type. */
public final class Handlers {

    private final Map<String, TaskHandler<?, ?>> byType = new TreeMap<>();
    private final List<TaskType> types;

    /** @throws IllegalArgumentException if two handlers claim one type */
    public Handlers(Collection<? extends TaskHandler<?, ?>> handlers, ParamsSchema schema) {
        for (TaskHandler<?, ?> handler : handlers) {
            String type = handler.describe().name();
            TaskHandler<?, ?> other = byType.put(type, handler);
            if (other != null) {
                throw new IllegalArgumentException("type " + type + " has two handlers: "
                        + other.getClass().getName() + " and "
                        + handler.getClass().getName());
            }
        }
        types = byType.values().stream()
                .map(handler -> announcement(handler.describe(), schema))
                .toList();
    }

    private static TaskType announcement(TaskDescription<?> description, ParamsSchema schema) {
        return new TaskType(
                description.name(),
                description.version(),
                description.pool(),
                description.policy(),
                schema.of(description.params()),
                description.texts());
    }

    public Optional<TaskHandler<?, ?>> of(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    public List<TaskType> types() {
        return types;
    }

    public Set<String> pools() {
        return types.stream().map(TaskType::pool).collect(Collectors.toSet());
    }
}
