package io.taskmill.projector.shard;

import io.taskmill.model.entity.Entity;
import io.taskmill.model.entity.EntityTransition;
import io.taskmill.model.message.EntityTold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The things that tasks work on. They tell nobody anything, and nothing is ever due for them. */
final class EntityKind implements Kind<String, Entity, EntityTold> {

    @Override
    public String name() {
        return "entity";
    }

    @Override
    public String keyOf(EntityTold message) {
        return message.key();
    }

    @Override
    public Entity apply(@Nullable Entity entity, EntityTold message, Instant now) {
        return EntityTransition.apply(entity, message);
    }

    @Override
    public List<FollowUp> followUps(Entity entity) {
        return List.of();
    }

    @Override
    public EntityTold published(String key, Set<String> followUps) {
        throw new IllegalStateException("entity " + key + " tells nobody anything");
    }

    @Override
    public Optional<Instant> due(Entity entity) {
        return Optional.empty();
    }

    @Override
    public EntityTold dueReached(String key) {
        throw new IllegalStateException("nothing is due for entity " + key);
    }

    @Override
    public boolean isLive(Entity entity) {
        return entity.gone() == null;
    }
}
