package io.taskmill.api;

import io.taskmill.api.start.Installed;
import io.taskmill.model.gate.Gate;
import io.taskmill.model.gate.GateTransition;
import io.taskmill.model.message.GateEvent;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.store.Versioned;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gates as events make them. */
public final class StoredGates implements Installed.Gates {

    private final TreeMap<String, Gate> gates = new TreeMap<>();

    /** Thrown by whatever is asked; null if the store is there. */
    public @Nullable StoreUnavailableException away;

    public void fold(GateEvent event, Instant now) {
        gates.put(event.gate(), GateTransition.apply(gates.get(event.gate()), event, now));
    }

    @Override
    public Optional<Versioned<Gate>> find(String key) {
        throwIfAway();
        return Optional.ofNullable(gates.get(key)).map(gate -> new Versioned<>(gate, 1));
    }

    @Override
    public Collection<Versioned<Gate>> page(@Nullable String after, int limit) {
        throwIfAway();
        return gates.tailMap(after == null ? "" : after, false).values().stream()
                .limit(limit)
                .map(gate -> new Versioned<>(gate, 1))
                .toList();
    }

    private void throwIfAway() {
        if (away != null) {
            throw away;
        }
    }
}
