package io.taskmill.projector.shard;

import io.taskmill.projector.fold.Decider;
import io.taskmill.projector.fold.Folded;
import io.taskmill.projector.fold.GuardedFold;
import io.taskmill.projector.fold.Keyed;
import io.taskmill.projector.shard.Kind.FollowUp;
import io.taskmill.store.ShardEntities;
import io.taskmill.store.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds what happens to one shard's entities of one kind, publishes the follow-ups that their documents hold, and does what
 * is due.
 */
final class EntityFolder<K, E, M> {

    private static final Logger LOG = LoggerFactory.getLogger(EntityFolder.class);

    private static final int AT_ONCE = 500;

    /** Others may have written what this replica has not read. */
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(5);

    private final int shard;
    private final ShardEntities<K, E> entities;
    private final Kind<K, E, M> kind;
    private final Clock clock;
    private final GuardedFold<K, E> fold;
    private final List<Keyed<K, M>> pending = new ArrayList<>();

    /** Follow-ups on their way, until their document no longer has them. */
    private final Set<Entry<K>> underWay = new HashSet<>();

    /** Confirmed follow-ups; filled by the publisher's threads. */
    private final Queue<Entry<K>> confirmed = new ConcurrentLinkedQueue<>();

    private Instant nextLook = Instant.MIN;

    private record Entry<K>(K key, String followUp) {}

    /** An entity as a message found it. */
    private record Before<E>(@Nullable E entity) {}

    EntityFolder(int shard, ShardEntities<K, E> entities, Kind<K, E, M> kind, Clock clock) {
        this.shard = shard;
        this.entities = entities;
        this.kind = kind;
        this.clock = clock;
        this.fold = new GuardedFold<>(entities, kind.cached(), kind::isLive, written -> kind.due(written.after())
                .ifPresent(this::lookAt));
    }

    /** Another replica may have folded meanwhile. */
    void forget() {
        fold.forget();
        pending.clear();
        underWay.clear();
        confirmed.clear();
        nextLook = Instant.MIN;
    }

    void add(M message) {
        pending.add(new Keyed<>(kind.keyOf(message), message));
    }

    /** Folds all that was added, and publishes what follows from it. */
    void flush() {
        List<Entry<K>> cleared = takeConfirmed();
        if (pending.isEmpty()) {
            return;
        }
        List<Keyed<K, M>> batch = List.copyOf(pending);
        pending.clear();
        Decider<E, M, Before<E>> decider = (entity, message) -> {
            E after = kind.apply(entity, message, clock.instant());
            return new Decider.Decided<>(after, new Before<>(entity), false);
        };
        List<Folded<K, E, Before<E>>> outcomes = fold.fold(batch, decider);
        cleared.forEach(underWay::remove);
        for (Folded<K, E, Before<E>> folded : outcomes) {
            E entity = folded.entity();
            if (entity != null) {
                publish(folded.key(), folded.outcome().entity(), entity);
            }
        }
    }

    private List<Entry<K>> takeConfirmed() {
        List<Entry<K>> taken = new ArrayList<>();
        for (Entry<K> entry = confirmed.poll(); entry != null; entry = confirmed.poll()) {
            taken.add(entry);
            add(kind.published(entry.key(), Set.of(entry.followUp())));
        }
        return taken;
    }

    private void publish(K key, @Nullable E before, E entity) {
        for (FollowUp followUp : kind.followUps(before, entity)) {
            Entry<K> entry = new Entry<>(key, followUp.id());
            if (underWay.add(entry)) {
                var _ = followUp.publish().get().thenRun(() -> confirmed.add(entry));
            }
        }
    }

    /** Does what is due; of very much a part, and the rest at the next call. */
    void tend() {
        Instant now = clock.instant();
        if (!now.isBefore(nextLook)) {
            Map<K, Versioned<E>> due = entities.due(shard, now, AT_ONCE);
            nextLook = now.plus(LOOK_ANYWAY);
            if (due.size() == AT_ONCE) {
                lookAt(now);
            } else {
                entities.firstDueAfter(shard, now).ifPresent(this::lookAt);
            }
            due.keySet().forEach(key -> add(kind.dueReached(key)));
        }
        flush();
    }

    private void lookAt(Instant due) {
        nextLook = due.isBefore(nextLook) ? due : nextLook;
    }

    /**
     * Publishes what a replica that died left in outboxes.
     *
     * @return whether there may be more than was looked at
     */
    boolean sweep() {
        Map<K, Versioned<E>> left = entities.withOutbox(shard, AT_ONCE);
        if (!left.isEmpty()) {
            LOG.debug("outboxes swept shard={} kind={} entities={}", shard, kind.name(), left.size());
        }
        left.forEach((key, entity) -> publish(key, entity.entity(), entity.entity()));
        return left.size() == AT_ONCE;
    }
}
