package io.taskmill.projector.shard;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Says when this replica holds more shards than its share and lets one go. AMQP 0-9-1 does not tell a consumer whether
 * it is the active one, but ticks do: only who holds a shard receives them, and their senders are the living replicas.
 */
public final class ShardSharing {

    /** Without a tick for so long a shard is somebody else's. */
    static final Duration HELD_FOR = Duration.ofSeconds(3);

    /** Without a tick for so long a sender is gone. */
    static final Duration LIVES_FOR = Duration.ofSeconds(5);

    /** One shard at a time, so that what moves settles before more does. */
    static final Duration BETWEEN = Duration.ofSeconds(1);

    private final int shards;

    /** Guards the fields below; the threads of all shards come here. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Integer, Long> heldAt = new HashMap<>();
    private final Map<String, Long> tickedAt = new HashMap<>();
    private @Nullable Long lastLetGo;

    public ShardSharing(int shards) {
        this.shards = shards;
    }

    /**
     * A tick came to a shard that this replica therefore holds.
     *
     * @param now nanoseconds of a monotonic clock
     */
    void ticked(int shard, String sender, long now) {
        lock.lock();
        try {
            heldAt.put(shard, now);
            tickedAt.put(sender, now);
            heldAt.values().removeIf(at -> now - at > HELD_FOR.toNanos());
            tickedAt.values().removeIf(at -> now - at > LIVES_FOR.toNanos());
        } finally {
            lock.unlock();
        }
    }

    /** Whether the shard is to be let go now; asked for a shard that is held. */
    boolean shouldLetGo(int shard, long now) {
        lock.lock();
        try {
            int replicas = Math.max(1, tickedAt.size());
            int share = (shards + replicas - 1) / replicas;
            boolean settling = lastLetGo != null && now - lastLetGo < BETWEEN.toNanos();
            if (settling || heldAt.size() <= share || !heldAt.containsKey(shard)) {
                return false;
            }
            lastLetGo = now;
            heldAt.remove(shard);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many shards this replica holds now. */
    public int held() {
        lock.lock();
        try {
            return heldAt.size();
        } finally {
            lock.unlock();
        }
    }
}
