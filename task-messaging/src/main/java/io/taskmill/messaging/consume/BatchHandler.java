package io.taskmill.messaging.consume;

import java.util.List;

/** Handles what lies in one queue, batch by batch. Called by one thread at a time. */
public interface BatchHandler {

    /** Returns when batches can be handled, or throws; nothing is consumed before. */
    void awaitReady() throws InterruptedException;

    /** A channel was opened: another consumer may have handled messages meanwhile. */
    void opened();

    /**
     * Handles a batch; after the return all of it is acknowledged. After any exception the channel is closed, so that the
     * broker gives the batch to whoever consumes next.
     *
     * @param batch in the queue's order; empty when nothing has come for a while
     */
    void handle(List<Delivery> batch) throws InterruptedException;

    /**
     * Whether the queue is to be left to another consumer: asked after each batch. The channel is then closed and opened
     * again, behind all others that wait for the queue.
     */
    default boolean letGo() {
        return false;
    }

    /** The channel is gone, by whatever way. */
    void closed();
}
