package io.taskmill.api.stream;

import io.taskmill.messaging.codec.UndecodableException;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.consume.Received;
import io.taskmill.messaging.consume.Subscription;
import io.taskmill.model.change.TasksChanged;
import io.taskmill.model.change.TasksChanged.Change;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what projectors broadcast to the readers, and resets them when something was missed. */
final class ChangeListener implements Subscription.Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeListener.class);

    private final WireCodec codec;
    private final Readers readers;
    private final Function<Change, RowEvent> events;

    /** Guards the fields below: a channel's last message may come while the next one is opened. */
    private final ReentrantLock lock = new ReentrantLock();

    private final GapTracker tracker = new GapTracker();
    private final ResetPacing pacing = new ResetPacing();
    private boolean toldUndecodable;

    ChangeListener(WireCodec codec, Readers readers, Function<Change, RowEvent> events) {
        this.codec = codec;
        this.readers = readers;
        this.events = events;
    }

    @Override
    public void delivered(Received received) {
        try {
            take(received.delivery().body());
        } finally {
            received.acknowledge();
        }
    }

    /** What was broadcast meanwhile is lost. */
    @Override
    public void reopened() {
        lock.lock();
        try {
            tracker.forget();
            missed();
        } finally {
            lock.unlock();
        }
    }

    void take(byte[] body) {
        lock.lock();
        try {
            if (readers.isEmpty()) {
                tracker.forget(); // who joins now begins with whatever comes next
                return;
            }
            TasksChanged changed = codec.decodeTasksChanged(body);
            readers.offer(changed.changes().stream().map(events).toList());
            if (tracker.isGap(changed.shard(), changed.sender(), changed.seq())) {
                missed();
            }
        } catch (UndecodableException e) {
            missed();
            if (!toldUndecodable) {
                toldUndecodable = true;
                LOG.warn("broadcast cannot be read, readers list again instead reason={}", e.getMessage());
            }
        } finally {
            lock.unlock();
        }
    }

    private void missed() {
        long delay = pacing.missed(System.nanoTime());
        if (delay >= 0) {
            readers.later(this::reset, delay);
        }
    }

    private void reset() {
        lock.lock();
        try {
            pacing.happens(System.nanoTime());
        } finally {
            lock.unlock();
        }
        readers.reset(ResetReason.GAP);
    }
}
