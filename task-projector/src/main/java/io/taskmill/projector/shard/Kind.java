package io.taskmill.projector.shard;

import io.taskmill.model.journal.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know about one kind of entity to fold it.
 *
 * @param <K> its key
 * @param <E> itself
 * @param <M> what can happen to it
 */
interface Kind<K, E, M> {

    /** Of small ones so many are kept in memory. */
    int CACHED = 10_000;

    /** As it stands in logs. */
    String name();

    /** The entity that it happens to. */
    K keyOf(M message);

    /** Pure. */
    @Nullable E apply(@Nullable E entity, M message, Instant now);

    /** A change of it was written. */
    default void written(@Nullable E before, E after) {}

    /**
     * What the journal is told of a message, also of one that was folded before.
     *
     * @param after what that has made of the entity; null if there is none
     */
    default List<JournalEntry> told(M message, @Nullable E after) {
        return List.of();
    }

    /** Its follow-ups that are not known to be published. */
    List<FollowUp> followUps(E entity);

    /** How many of them a shard keeps in memory at most. */
    default int cached() {
        return CACHED;
    }

    /** What makes these follow-ups go from its document. */
    M published(K key, Set<String> followUps);

    /** When something must be done about it though nobody says anything; empty if nothing must. */
    Optional<Instant> due(E entity);

    /** What makes it look at what is due. */
    M dueReached(K key);

    /** Whether more is to be expected of it soon, so that it is worth its memory. */
    boolean isLive(E entity);

    /**
     * One follow-up.
     *
     * @param id within its entity
     * @param publish completes once the broker has it; done again after a crash, so a repetition must do no harm
     */
    record FollowUp(String id, Publish publish) {}

    /** Publishes a follow-up. */
    @FunctionalInterface
    interface Publish {

        /** @param again whether it may have been published before */
        CompletableFuture<?> publish(boolean again);
    }
}
