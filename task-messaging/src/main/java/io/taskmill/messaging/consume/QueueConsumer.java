package io.taskmill.messaging.consume;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The consumer of one queue on one channel: there while the {@link Demand} asks for messages, and another one when it asks
 * for more or fewer than this one may be sent.
 *
 * <p>A consumer may be sent its prefetch less what it has brought and is not settled, so whatever is settled lets one more
 * come. Where that would be one too many, the settlement is held back until more is asked for or the consumer is
 * cancelled. What is on its way to a consumer that is cancelled the broker takes back and marks as redelivered; so, while
 * messages flow, only one that has brought all it may is cancelled.
 */
final class QueueConsumer {

    /** When nothing has come for so long, nothing is taken to be on its way. */
    private static final Duration QUIET_AFTER = Duration.ofMillis(250);

    /** No settlement is held back for longer. */
    private static final Duration LONGEST_HELD = Duration.ofSeconds(5);

    /** Told of what happens on the channel. It must not block. */
    interface Listener {

        /** There may be something to {@link #adapt}. */
        void changed();

        /** The broker has ended a consumer. */
        void cancelled();

        /** The channel is of no more use. */
        void broken();
    }

    private final Channel channel;
    private final String queue;
    private final Demand demand;
    private final Subscription.Receiver receiver;
    private final Listener listener;

    /** Guards the fields below and those of the consumers. */
    private final ReentrantLock lock = new ReentrantLock();

    /** The one that something may still come of. */
    private @Nullable Consumer consumer;

    private final Deque<Held> held = new ArrayDeque<>();
    private int unsettled;

    /** When something came last, or the consumer began. */
    private long since;

    private record Held(Consumer of, Runnable settlement, long since) {}

    QueueConsumer(Channel channel, String queue, Demand demand, Subscription.Receiver receiver, Listener listener) {
        this.channel = channel;
        this.queue = queue;
        this.demand = demand;
        this.receiver = receiver;
        this.listener = listener;
    }

    /** How many messages of this channel are neither acknowledged nor given back. */
    int unsettled() {
        lock.lock();
        try {
            return unsettled;
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #adapt} has something to do; also time makes it so. */
    boolean isToAdapt() {
        lock.lock();
        try {
            if (consumer == null) {
                return demand.open() > 0;
            }
            return consumer.stage == Stage.LIVE && (isToSettle() || isToEnd(consumer));
        } finally {
            lock.unlock();
        }
    }

    /** Begins a consumer; or settles what was held back as far as more is wanted; or else ends the consumer. */
    void adapt() throws IOException {
        Consumer begun = null;
        Consumer ended = null;
        List<Held> wanted = new ArrayList<>();
        lock.lock();
        try {
            if (consumer == null) {
                int open = demand.open();
                if (open > 0) { // a withdrawal may have come between, and a prefetch of 0 would be no limit
                    begun = new Consumer(open);
                    consumer = begun;
                    since = System.nanoTime();
                }
            } else if (isToSettle()) {
                while (isToSettle()) {
                    wanted.add(settled(held.remove()));
                }
            } else if (isToEnd(consumer)) {
                ended = consumer;
                ended.stage = Stage.ENDING;
            }
        } finally {
            lock.unlock();
        }
        wanted.forEach(settling -> settling.settlement().run());
        if (begun != null) {
            begun.begin();
        }
        if (ended != null) {
            ended.cancel();
            settleAll();
        }
    }

    /** Settles all that was held back. */
    void settleAll() {
        List<Held> all = new ArrayList<>();
        lock.lock();
        try {
            while (!held.isEmpty()) {
                all.add(settled(held.remove()));
            }
        } finally {
            lock.unlock();
        }
        all.forEach(settling -> settling.settlement().run());
    }

    private void settle(Consumer of, Runnable settlement) {
        Held settling = new Held(of, settlement, System.nanoTime());
        boolean now;
        lock.lock();
        try {
            now = of.stage == Stage.ENDED || (of.stage == Stage.LIVE && isOneMoreWanted());
            if (now) {
                settled(settling);
            } else {
                held.add(settling);
            }
        } finally {
            lock.unlock();
        }
        if (now) {
            settlement.run();
        } else {
            listener.changed();
        }
    }

    private Held settled(Held settling) {
        unsettled--;
        settling.of().unsettled--;
        return settling;
    }

    private boolean isToEnd(Consumer live) {
        if (demand.isEndless()) {
            return false;
        }
        int wanted = demand.open();
        int allowed = live.allowed();
        if (wanted == 0 || wanted < allowed) {
            return true;
        }
        if (wanted > allowed) {
            return allowed == 0; // else there is time, and what is settled meanwhile may let come what is wanted
        }
        return !held.isEmpty()
                && (isQuiet() || System.nanoTime() - held.element().since() >= LONGEST_HELD.toNanos());
    }

    private boolean isToSettle() {
        return !held.isEmpty() && isOneMoreWanted();
    }

    /** Beyond what the broker may still send. */
    private boolean isOneMoreWanted() {
        return demand.open() > (consumer == null ? 0 : consumer.allowed());
    }

    private boolean isQuiet() {
        return System.nanoTime() - since >= QUIET_AFTER.toNanos();
    }

    private enum Stage {
        LIVE,
        ENDING,
        ENDED
    }

    private final class Consumer extends DefaultConsumer {

        private final int prefetch;
        private int unsettled;
        private Stage stage = Stage.LIVE;
        private @Nullable String tag;

        Consumer(int prefetch) {
            super(channel);
            this.prefetch = prefetch;
        }

        int allowed() {
            return prefetch - unsettled;
        }

        void begin() throws IOException {
            channel.basicQos(prefetch);
            tag = channel.basicConsume(queue, false, this);
        }

        /** Returns when nothing will be sent to it any more. */
        void cancel() throws IOException {
            channel.basicCancel(tag);
            lock.lock();
            try {
                stage = Stage.ENDED;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            demand.delivered();
            boolean last;
            lock.lock();
            try {
                unsettled++;
                QueueConsumer.this.unsettled++;
                since = System.nanoTime();
                last = allowed() <= 0;
            } finally {
                lock.unlock();
            }
            if (last) {
                listener.changed();
            }
            receiver.delivered(new Received(
                    Delivery.of(queue, envelope, properties, body),
                    getChannel(),
                    settlement -> settle(this, settlement)));
        }

        /** Comes after all that it has brought. */
        @Override
        public void handleCancelOk(String tag) {
            lock.lock();
            try {
                consumer = null;
            } finally {
                lock.unlock();
            }
            listener.changed();
        }

        @Override
        public void handleCancel(String tag) {
            listener.cancelled();
        }

        @Override
        public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
            listener.broken();
        }
    }
}
