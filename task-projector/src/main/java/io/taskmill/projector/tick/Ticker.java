package io.taskmill.projector.tick;

import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.Publication;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.model.Shards;
import io.taskmill.model.message.Tick;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.scheduling.TaskScheduler;

/**
 * Sends a tick a second to every shard, but never one before the last to that shard is answered: so ticks do not pile up
 * in a broker that stalls, and the gap shows afterwards.
 */
public final class Ticker {

    static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Replica replica;
    private final Shards shards;
    private final Publisher publisher;
    private final WireCodec codec;
    private final Clock clock;
    private final Map<Integer, Publication> last = new HashMap<>();

    public Ticker(Replica replica, Shards shards, Publisher publisher, WireCodec codec, Clock clock) {
        this.replica = replica;
        this.shards = shards;
        this.publisher = publisher;
        this.codec = codec;
        this.clock = clock;
    }

    public void start(TaskScheduler scheduler) {
        var _ = scheduler.scheduleAtFixedRate(this::tick, INTERVAL);
    }

    private void tick() {
        for (int shard = 0; shard < shards.count(); shard++) {
            Publication before = last.get(shard);
            if (before == null || before.outcome().isDone()) {
                Tick tick = new Tick(replica.name(), replica.uptime(), clock.instant());
                last.put(shard, publisher.publish(Outbound.event(shard, codec.encode(tick))));
            }
        }
    }
}
