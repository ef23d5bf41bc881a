package io.taskmill.projector.change;

import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.model.change.TasksChanged;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Publishes changes of all shards without waiting for anything: what there is no room for is dropped, and so is what the
 * broker does not take. The listeners notice by the seq.
 */
public final class Broadcaster implements Broadcast {

    /** Bodies are split to stay below; one change alone may be larger. */
    static final int MAX_BODY_BYTES = 512 * 1024;

    /** Messages on their way to the broker: with that size, the most memory that a slow broker costs. */
    static final int MAX_UNDER_WAY = 64;

    private final BooleanSupplier connected;
    private final Function<byte[], CompletableFuture<?>> publishing;
    private final WireCodec codec;
    private final ChangeMetrics metrics;
    private final Semaphore room = new Semaphore(MAX_UNDER_WAY);

    public Broadcaster(Publisher publisher, WireCodec codec, ChangeMetrics metrics) {
        this(
                publisher::isConnected,
                body -> publisher.publish(Outbound.changes(body)).outcome(),
                codec,
                metrics);
    }

    /** @param publishing completes when the broker has a body, or never will */
    Broadcaster(
            BooleanSupplier connected,
            Function<byte[], CompletableFuture<?>> publishing,
            WireCodec codec,
            ChangeMetrics metrics) {
        this.connected = connected;
        this.publishing = publishing;
        this.codec = codec;
        this.metrics = metrics;
    }

    @Override
    public void send(Sender sender, List<TasksChanged.Change> changes) {
        if (!connected.getAsBoolean() || !room.tryAcquire()) {
            sender.nextSeq();
            metrics.countDropped(changes.size());
            return;
        }
        byte[] body = codec.encode(new TasksChanged(sender.id(), sender.seq() + 1, sender.shard(), changes));
        if (body.length > MAX_BODY_BYTES && changes.size() > 1) {
            room.release();
            int half = changes.size() / 2;
            send(sender, changes.subList(0, half));
            send(sender, changes.subList(half, changes.size()));
            return;
        }
        sender.nextSeq();
        metrics.countSent(changes.size());
        var _ = publishing.apply(body).thenRun(room::release);
    }
}
