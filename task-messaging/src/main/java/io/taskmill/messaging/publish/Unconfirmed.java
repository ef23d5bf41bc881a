package io.taskmill.messaging.publish;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.ReturnListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What one channel has sent and the broker has not confirmed yet. */
final class Unconfirmed implements ConfirmListener, ReturnListener {

    /** Well over what a quorum queue needs to elect a leader, and less than a lease. */
    static final Duration LONGEST_OLDEST = Duration.ofSeconds(10);

    private final ConcurrentNavigableMap<Long, Publication> bySeq = new ConcurrentSkipListMap<>();
    private final Semaphore room;
    private volatile @Nullable String abandoned;

    /** What {@link #isStuck} found to be the oldest, and since when; 0 is none. */
    private long oldest;

    private long oldestSince;

    Unconfirmed(int max) {
        room = new Semaphore(max);
    }

    static String messageId(long seq) {
        return Long.toString(seq, Character.MAX_RADIX);
    }

    /** Waits until one more may be sent; false if the channel closed meanwhile. */
    boolean awaitRoom(BooleanSupplier open) throws InterruptedException {
        while (!room.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            if (!open.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the same message has been the oldest one for longer than {@link #LONGEST_OLDEST}: not slowness, with which
     * messages are late one after the other, but a channel that lost one. For the thread that publishes.
     *
     * @param blocked whether the broker takes nothing: that time does not count
     */
    boolean isStuck(boolean blocked, long now) {
        Map.Entry<Long, Publication> first = bySeq.firstEntry();
        long seq = first == null ? 0 : first.getKey();
        if (blocked || seq == 0 || seq != oldest) {
            oldest = seq;
            oldestSince = now;
            return false;
        }
        return now - oldestSince > LONGEST_OLDEST.toNanos();
    }

    void giveRoomBack() {
        room.release();
    }

    void add(long seq, Publication publication) {
        bySeq.put(seq, publication);
        if (abandoned != null) {
            abandon(abandoned);
        }
    }

    @Override
    public void handleAck(long tag, boolean multiple) {
        if (!multiple) {
            settle(bySeq.remove(tag), null);
            return;
        }
        Map<Long, Publication> confirmed = bySeq.headMap(tag, true);
        confirmed.keySet().forEach(seq -> settle(bySeq.remove(seq), null));
    }

    @Override
    public void handleNack(long tag, boolean multiple) {
        PublishOutcome unknown = new PublishOutcome.Unknown("the broker could not take responsibility for it");
        if (!multiple) {
            settle(bySeq.remove(tag), unknown);
            return;
        }
        bySeq.headMap(tag, true).keySet().forEach(seq -> settle(bySeq.remove(seq), unknown));
    }

    @Override
    public void handleReturn(
            int replyCode, String text, String exchange, String key, AMQP.BasicProperties properties, byte[] body) {
        Publication publication = bySeq.get(Long.parseLong(properties.getMessageId(), Character.MAX_RADIX));
        if (publication != null) {
            publication.markReturned();
        }
    }

    /** It is known by other ways than the broker's what became of one. */
    void settle(long seq, PublishOutcome outcome) {
        settle(bySeq.remove(seq), outcome);
    }

    /** The channel is gone: nothing more will be heard of these. */
    void abandon(String reason) {
        abandoned = reason;
        PublishOutcome unknown = new PublishOutcome.Unknown(reason);
        bySeq.keySet().forEach(seq -> settle(bySeq.remove(seq), unknown));
    }

    private void settle(@Nullable Publication publication, @Nullable PublishOutcome failure) {
        if (publication == null) {
            return;
        }
        room.release();
        if (failure == null) {
            publication.confirmed();
        } else {
            publication.failed(failure);
        }
    }
}
