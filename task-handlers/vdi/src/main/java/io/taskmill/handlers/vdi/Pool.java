package io.taskmill.handlers.vdi;

import io.taskmill.handler.EntityFact;
import org.jspecify.annotations.Nullable;

/**
 * A pool as its tag in the hypervisor describes it.
 *
 * @param former what it was before it was to be deleted; null unless that is so
 */
record Pool(
        PoolSettings settings, PoolStatus status, @Nullable PoolStatus former) {

    Pool(PoolSettings settings, PoolStatus status) {
        this(settings, status, null);
    }

    String id() {
        return settings.poolId();
    }

    Pool with(PoolStatus other) {
        return new Pool(settings, other);
    }

    Pool with(PoolSettings others) {
        return new Pool(others, status, former);
    }

    /** To be deleted: what it was is remembered, however often that is said. */
    Pool deleting() {
        return status == PoolStatus.DELETING ? this : new Pool(settings, PoolStatus.DELETING, status);
    }

    /** What it was before it was to be deleted. */
    Pool restored() {
        return former == null ? this : new Pool(settings, former);
    }

    EntityFact fact(int vms) {
        EntityFact fact = EntityFact.of("pool", id())
                .with("name", settings.name())
                .with("template", settings.templateId())
                .with("vms", vms)
                .with("total", settings.total())
                .with("reserve", settings.reserve());
        return status == PoolStatus.CREATING ? fact.isBuilding(status.name()) : fact.is(status.name());
    }
}
