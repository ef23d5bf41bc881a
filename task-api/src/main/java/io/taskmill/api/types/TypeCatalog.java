package io.taskmill.api.types;

import io.taskmill.model.type.TaskType;
import io.taskmill.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The announced types as last read; what was read stays known while the store is away. */
public final class TypeCatalog {

    /** A type that is not known is looked for in the store at most this often, for all requests together. */
    static final Duration MISS_PAUSE = Duration.ofMillis(500);

    private final Supplier<List<TaskType>> source;
    private final LongSupplier nanoTime;

    /** Guards {@link #lastRead} and {@link #failure}; held while reading, so that many misses read once. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Long lastRead;
    private @Nullable StoreUnavailableException failure;

    private volatile Map<String, KnownType> types = Map.of();

    /**
     * @param source reads all types; fails with a {@link StoreUnavailableException}
     * @param nanoTime as {@link System#nanoTime}
     */
    public TypeCatalog(Supplier<List<TaskType>> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /** What is known of the type without asking the store. */
    public Optional<KnownType> known(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /**
     * The type, looked for in the store if it is not known.
     *
     * @throws StoreUnavailableException if it is not known and the store does not answer
     */
    public Optional<KnownType> find(String name) {
        return known(name).or(() -> {
            readUnlessJustRead();
            return known(name);
        });
    }

    /** What is known of all types without asking the store. */
    public Collection<KnownType> all() {
        return types.values();
    }

    /** The pools whose workers announced the types. */
    public Set<String> pools() {
        return types.values().stream().map(known -> known.type().pool()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads all types.
     *
     * @throws StoreUnavailableException if the store does not answer
     */
    public void refresh() {
        lock.lock();
        try {
            types = compiled(source.get());
            failure = null;
        } catch (StoreUnavailableException e) {
            failure = e;
            throw e;
        } finally {
            lastRead = nanoTime.getAsLong();
            lock.unlock();
        }
    }

    private void readUnlessJustRead() {
        lock.lock();
        try {
            if (lastRead == null || nanoTime.getAsLong() - lastRead >= MISS_PAUSE.toNanos()) {
                refresh();
            } else if (failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Compiles only what has changed. */
    private Map<String, KnownType> compiled(List<TaskType> read) {
        Map<String, KnownType> before = types;
        Map<String, KnownType> after = new HashMap<>();
        for (TaskType type : read) {
            KnownType known = before.get(type.name());
            after.put(type.name(), known != null && known.type().equals(type) ? known : KnownType.of(type));
        }
        return Map.copyOf(after);
    }
}
