package io.taskmill.api;

import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.config.BrokerConnections;
import io.taskmill.messaging.consume.BatchConsumer;
import io.taskmill.messaging.consume.BatchHandler;
import io.taskmill.messaging.consume.Delivery;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.TaskEvent;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Reads all event shards as a projector would: their queues have one active consumer and cannot be peeked into. */
final class ShardSpy implements AutoCloseable {

    private static final BatchConsumer.Settings SETTINGS =
            new BatchConsumer.Settings(100, 100, Duration.ofMillis(10), Duration.ofMinutes(1));

    private record Seen(int shard, TaskEvent event) {}

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<BatchConsumer> consumers;
    private final BrokerConnection connection;

    ShardSpy(ApiInstance api) {
        WireCodec codec = api.bean(WireCodec.class);
        connection = api.bean(BrokerConnections.class).named("spy", new Topology(Projected.SHARDS, Set::of, false));
        consumers = IntStream.range(0, Projected.SHARDS.count())
                .mapToObj(shard -> new BatchConsumer(
                        connection, Topology.eventQueue(shard), SETTINGS, new Noting(shard, codec), new Random()))
                .toList();
        consumers.forEach(BatchConsumer::start);
    }

    /** The shards on which the task's command arrived. */
    List<Integer> shardsOf(TaskId id) {
        return shardsOf(id, RunCommand.class);
    }

    /** The shards on which such commands of the task arrived. */
    List<Integer> shardsOf(TaskId id, Class<? extends TaskEvent> kind) {
        return seen.stream()
                .filter(each ->
                        kind.isInstance(each.event()) && each.event().task().equals(id))
                .map(Seen::shard)
                .toList();
    }

    @Override
    public void close() {
        consumers.forEach(BatchConsumer::close);
        connection.close();
    }

    private final class Noting implements BatchHandler {

        private final int shard;
        private final WireCodec codec;

        private Noting(int shard, WireCodec codec) {
            this.shard = shard;
            this.codec = codec;
        }

        @Override
        public void awaitReady() {}

        @Override
        public void opened() {}

        @Override
        public void handle(List<Delivery> batch) {
            for (Delivery delivery : batch) {
                seen.add(new Seen(shard, (TaskEvent) codec.decodeShardMessage(delivery.body())));
            }
        }

        @Override
        public void closed() {}
    }
}
