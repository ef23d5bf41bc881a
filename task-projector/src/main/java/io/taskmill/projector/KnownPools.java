package io.taskmill.projector;

import io.taskmill.model.type.TaskType;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.store.TaskTypeStore;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The pools whose work queues are declared at each connect; the last known ones while the store is away. */
final class KnownPools implements Supplier<Set<String>> {

    private final TaskTypeStore types;
    private volatile Set<String> last = Set.of();

    KnownPools(TaskTypeStore types) {
        this.types = types;
    }

    @Override
    public Set<String> get() {
        try {
            last = types.all().stream().map(TaskType::pool).collect(Collectors.toUnmodifiableSet());
        } catch (StoreUnavailableException e) {
            return last; // whoever consumes or publishes there declares them as well
        }
        return last;
    }
}
