package io.taskmill.projector.fold;

import io.taskmill.projector.fold.Decider.Decided;
import io.taskmill.store.Change;
import io.taskmill.store.EntityCollection;
import io.taskmill.store.Versioned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds a batch of messages into the documents of one kind of entity: reads what it does not know, applies the deciding
 * function to one message after the other, and writes each changed document once. What lost a race is read and folded
 * again, so that an outcome counts only after a guarded write or a fresh read. Used by one thread.
 */
public final class GuardedFold<K, E> {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedFold.class);

    /** Two folders of one shard can take turns at losing, but not for long. */
    private static final int MAX_ROUNDS = 20;

    private final EntityCollection<K, E> collection;
    private final Predicate<E> live;
    private final Consumer<Written<E>> written;
    private final Map<K, Versioned<E>> cache;

    /**
     * @param cached how many live entities are kept in memory between batches
     * @param live whether more messages are to be expected of an entity
     * @param written is told of each document right after its write, once
     */
    public GuardedFold(EntityCollection<K, E> collection, int cached, Predicate<E> live, Consumer<Written<E>> written) {
        this.collection = collection;
        this.live = live;
        this.written = written;
        this.cache = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Versioned<E>> eldest) {
                return size() > cached;
            }
        };
    }

    /** Others may have written: nothing remembered counts any more. */
    public void forget() {
        cache.clear();
    }

    /**
     * Folds all messages, in order for each entity.
     *
     * @throws io.taskmill.store.StoreUnavailableException if the store does not answer; then the messages must be folded
     *     again
     * @throws LostRacesException if another folder won every time; then likewise
     */
    public <M, D> List<Folded<K, E, D>> fold(List<Keyed<K, M>> messages, Decider<E, M, D> decider) {
        List<Folded<K, E, D>> settled = new ArrayList<>();
        List<Keyed<K, M>> pending = messages;
        for (int round = 0; !pending.isEmpty(); round++) {
            if (round == MAX_ROUNDS) {
                throw new LostRacesException("lost " + MAX_ROUNDS + " races in a row over "
                        + pending.getFirst().key());
            }
            Set<K> losers = foldOnce(pending, decider, settled);
            if (!losers.isEmpty()) {
                LOG.debug("lost races round={} documents={}", round, losers.size());
            }
            pending = pending.stream()
                    .filter(message -> losers.contains(message.key()))
                    .toList();
        }
        return settled;
    }

    private <M, D> Set<K> foldOnce(
            List<Keyed<K, M>> messages, Decider<E, M, D> decider, List<Folded<K, E, D>> settled) {
        Map<K, Draft<K, E, D>> drafts = drafts(messages);
        for (Keyed<K, M> message : messages) {
            Draft<K, E, D> draft = Objects.requireNonNull(drafts.get(message.key()));
            draft.apply(decider.decide(draft.entity, message.message()));
        }
        Set<K> losers = new HashSet<>(collection.write(changes(drafts)));
        losers.addAll(collection.outdated(unproven(drafts)));
        for (Draft<K, E, D> draft : drafts.values()) {
            if (losers.contains(draft.key)) {
                cache.remove(draft.key);
            } else {
                remember(draft);
                tell(draft);
                settled.addAll(draft.outcomes);
            }
        }
        return losers;
    }

    private <M, D> Map<K, Draft<K, E, D>> drafts(List<Keyed<K, M>> messages) {
        Set<K> keys = messages.stream().map(Keyed::key).collect(Collectors.toSet());
        Set<K> unknown = keys.stream().filter(key -> !cache.containsKey(key)).collect(Collectors.toSet());
        Map<K, Versioned<E>> read = unknown.isEmpty() ? Map.of() : collection.read(unknown);
        Map<K, Draft<K, E, D>> drafts = new LinkedHashMap<>();
        for (K key : keys) {
            boolean fresh = unknown.contains(key);
            drafts.put(key, new Draft<>(key, fresh ? read.get(key) : cache.get(key), fresh));
        }
        return drafts;
    }

    private <D> List<Change<K, E>> changes(Map<K, Draft<K, E, D>> drafts) {
        List<Change<K, E>> changes = new ArrayList<>();
        for (Draft<K, E, D> draft : drafts.values()) {
            E entity = draft.entity;
            if (entity != null && draft.isChanged()) {
                changes.add(new Change<>(draft.key, draft.before, entity));
            }
        }
        return changes;
    }

    /** Documents that were not written and that only the cache vouches for, where an outcome depends on them. */
    private <D> Map<K, @Nullable Long> unproven(Map<K, Draft<K, E, D>> drafts) {
        Map<K, @Nullable Long> unproven = new HashMap<>();
        for (Draft<K, E, D> draft : drafts.values()) {
            if (!draft.fresh && !draft.isChanged() && !draft.certain) {
                unproven.put(draft.key, draft.before == null ? null : draft.before.version());
            }
        }
        return unproven;
    }

    private <D> void remember(Draft<K, E, D> draft) {
        E entity = draft.entity;
        if (entity == null || !live.test(entity)) {
            cache.remove(draft.key);
            return;
        }
        long known = draft.before == null ? 0 : draft.before.version();
        cache.put(draft.key, new Versioned<>(entity, draft.isChanged() ? known + 1 : known));
    }

    private <D> void tell(Draft<K, E, D> draft) {
        E entity = draft.entity;
        if (entity != null && draft.isChanged()) {
            Versioned<E> before = draft.before;
            written.accept(new Written<>(
                    before == null ? null : before.entity(), entity, before == null ? 1 : before.version() + 1));
        }
    }

    /** An entity while the messages of a batch are applied to it. */
    private static final class Draft<K, E, D> {
        final K key;
        final @Nullable Versioned<E> before;
        final boolean fresh;
        final List<Folded<K, E, D>> outcomes = new ArrayList<>();

        @Nullable E entity;

        boolean certain = true;

        Draft(K key, @Nullable Versioned<E> before, boolean fresh) {
            this.key = key;
            this.before = before;
            this.fresh = fresh;
            this.entity = before == null ? null : before.entity();
        }

        void apply(Decided<E, D> decided) {
            entity = decided.entity();
            certain &= decided.certain();
            outcomes.add(new Folded<>(key, entity, decided.outcome()));
        }

        boolean isChanged() {
            return !Objects.equals(before == null ? null : before.entity(), entity);
        }
    }
}
