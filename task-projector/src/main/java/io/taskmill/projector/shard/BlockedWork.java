package io.taskmill.projector.shard;

import io.taskmill.model.message.TypeFound;
import io.taskmill.model.message.TypesAvailable;
import io.taskmill.store.Versioned;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the shard's tasks that are blocked for want of a type which a worker has just told that it has. Those that are
 * blocked only since then are left to their time: another worker gave them back, and may again.
 */
final class BlockedWork {

    private static final Logger LOG = LoggerFactory.getLogger(BlockedWork.class);

    /** So that many blocked tasks do not hold up the shard; the others follow with what is folded next, or a tick. */
    static final int AT_ONCE = 500;

    private final int shard;
    private final ShardParts parts;

    /** By type what was told last of it, as long as there may be tasks that wait for it. */
    private final Map<String, Told> told = new HashMap<>();

    private record Told(int version, Instant at) {}

    BlockedWork(int shard, ShardParts parts) {
        this.shard = shard;
        this.parts = parts;
    }

    void forget() {
        told.clear();
    }

    /** A worker has begun that can run these. */
    void available(TypesAvailable available) {
        Instant now = parts.clock().instant();
        available
                .versions()
                .forEach((type, version) -> told.merge(
                        type,
                        new Told(version, now),
                        (before, after) -> before.version() > after.version() ? before : after));
    }

    /** The tasks to be tried again; at most {@value #AT_ONCE}, the rest at the next calls. */
    List<TypeFound> find() {
        for (var type : List.copyOf(told.entrySet())) {
            Told has = type.getValue();
            var found = parts.tasks()
                    .awaiting(shard, type.getKey(), has.version(), has.at(), AT_ONCE)
                    .values();
            if (found.size() < AT_ONCE) {
                told.remove(type.getKey());
            }
            if (!found.isEmpty()) {
                LOG.info("type is there shard={} type={} blocked={}", shard, type.getKey(), found.size());
                return found.stream()
                        .map(Versioned::entity)
                        .map(task -> new TypeFound(task.id(), task.epoch()))
                        .toList();
            }
        }
        return List.of();
    }
}
