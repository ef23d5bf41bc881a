package io.taskmill.api;

import io.taskmill.api.start.Installed;
import io.taskmill.model.entity.Entity;
import io.taskmill.model.entity.EntityTransition;
import io.taskmill.model.message.EntityTold;
import io.taskmill.store.Versioned;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Entities as runs have told of them. */
public final class StoredEntities implements Installed.Entities {

    private final TreeMap<String, Entity> entities = new TreeMap<>();

    public void fold(EntityTold told) {
        entities.put(told.key(), EntityTransition.apply(entities.get(told.key()), told));
    }

    @Override
    public Optional<Versioned<Entity>> find(String key) {
        return Optional.ofNullable(entities.get(key)).map(entity -> new Versioned<>(entity, 1));
    }

    @Override
    public Collection<Versioned<Entity>> page(String type, @Nullable String after, int limit) {
        return entities.tailMap(after == null ? "" : after, false).values().stream()
                .filter(entity -> entity.ref().type().equals(type) && entity.gone() == null)
                .limit(limit)
                .map(entity -> new Versioned<>(entity, 1))
                .toList();
    }
}
