package io.taskmill.projector.fold;

import org.jspecify.annotations.Nullable;

/** A pure function that says what a message makes of an entity. */
public interface Decider<E, M, D> {

    /** @param entity null if there is none */
    Decided<E, D> decide(@Nullable E entity, M message);

    /**
     * @param entity afterwards; equal to the one before if nothing changed
     * @param certain whether the outcome holds even if the entity was not as it was thought to be
     */
    record Decided<E, D>(@Nullable E entity, D outcome, boolean certain) {}
}
