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
    private final Map<String, Integer> versions;
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
        versions = types.stream().collect(Collectors.toUnmodifiableMap(TaskType::name, TaskType::version));
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

    /** The handler that can run a task of that type and version; a handler of a higher version can, one of a lower cannot. */
    public Optional<TaskHandler<?, ?>> of(String type, int version) {
        return versions.getOrDefault(type, 0) >= version ? Optional.ofNullable(byType.get(type)) : Optional.empty();
    }

    /** What is announced by a worker of these pools: what waits elsewhere would wait for another worker. */
    public List<TaskType> types(Set<String> pools) {
        return types.stream().filter(type -> pools.contains(type.pool())).toList();
    }

    /** The version of each of these types, by the type's name. */
    public Map<String, Integer> versions(Set<String> pools) {
        return types(pools).stream().collect(Collectors.toUnmodifiableMap(TaskType::name, TaskType::version));
    }

    public Set<String> pools() {
        return types.stream().map(TaskType::pool).collect(Collectors.toSet());
    }
}
