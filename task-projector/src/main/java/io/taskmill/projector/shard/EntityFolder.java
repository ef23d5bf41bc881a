package io.taskmill.projector.shard;

import io.taskmill.projector.fold.Decider;
import io.taskmill.projector.fold.Folded;
import io.taskmill.projector.fold.GuardedFold;
import io.taskmill.projector.fold.Keyed;
import io.taskmill.projector.shard.Kind.FollowUp;
import io.taskmill.store.ShardEntities;
import io.taskmill.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
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
    private final ShardParts parts;
    private final GuardedFold<K, E> fold;
    private final List<Keyed<K, M>> pending = new ArrayList<>();

    /** Follow-ups on their way, until their document no longer has them. */
    private final Set<Entry<K>> underWay = new HashSet<>();

    /** Confirmed follow-ups; filled by the publisher's threads. */
    private final Queue<Entry<K>> confirmed = new ConcurrentLinkedQueue<>();

    private Instant nextLook = Instant.MIN;

    private record Entry<K>(K key, String followUp) {}

    /** What a message has made of an entity, and the follow-ups that were there before. */
    private record Step<M>(M message, Set<String> left) {}

    EntityFolder(int shard, ShardEntities<K, E> entities, Kind<K, E, M> kind, ShardParts parts) {
        this.shard = shard;
        this.entities = entities;
        this.kind = kind;
        this.parts = parts;
        this.fold = new GuardedFold<>(entities, kind.cached(), kind::isLive, written -> {
            kind.due(written.after()).ifPresent(this::lookAt);
            kind.written(written.before(), written.after());
        });
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
        Decider<E, M, Step<M>> decider = (entity, message) -> {
            E after = kind.apply(entity, message, parts.clock().instant());
            return new Decider.Decided<>(after, new Step<>(message, ids(entity)), false);
        };
        List<Folded<K, E, Step<M>>> outcomes = fold.fold(batch, decider);
        parts.journal()
                .write(
                        shard,
                        outcomes.stream()
                                .flatMap(outcome -> kind.told(outcome.outcome().message(), outcome.entity()).stream())
                                .toList());
        cleared.forEach(underWay::remove);
        Map<K, Set<String>> left = new HashMap<>();
        Map<K, E> folded = new LinkedHashMap<>();
        for (Folded<K, E, Step<M>> outcome : outcomes) {
            left.putIfAbsent(outcome.key(), outcome.outcome().left());
            E entity = outcome.entity();
            if (entity != null) {
                folded.put(outcome.key(), entity);
            }
        }
        folded.forEach((key, entity) -> publish(key, entity, left.getOrDefault(key, Set.of())));
    }

    private Set<String> ids(@Nullable E entity) {
        return entity == null
                ? Set.of()
                : kind.followUps(entity).stream().map(FollowUp::id).collect(Collectors.toSet());
    }

    private List<Entry<K>> takeConfirmed() {
        List<Entry<K>> taken = new ArrayList<>();
        for (Entry<K> entry = confirmed.poll(); entry != null; entry = confirmed.poll()) {
            taken.add(entry);
            add(kind.published(entry.key(), Set.of(entry.followUp())));
        }
        return taken;
    }

    /** @param left those that were there before, which somebody who died may have published */
    private void publish(K key, E entity, Set<String> left) {
        for (FollowUp followUp : kind.followUps(entity)) {
            Entry<K> entry = new Entry<>(key, followUp.id());
            if (underWay.add(entry)) {
                var _ = followUp.publish().publish(left.contains(followUp.id())).thenRun(() -> confirmed.add(entry));
            }
        }
    }

    /** Does what is due; of very much a part, and the rest at the next call. */
    void tend() {
        Instant now = parts.clock().instant();
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
        left.forEach((key, entity) -> publish(key, entity.entity(), ids(entity.entity())));
        return left.size() == AT_ONCE;
    }
}
