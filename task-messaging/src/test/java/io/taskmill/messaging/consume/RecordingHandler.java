package io.taskmill.messaging.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what it was called with; can be held up and made to fail. */
final class RecordingHandler implements BatchHandler {

    final List<List<String>> batches = new CopyOnWriteArrayList<>();
    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger idle = new AtomicInteger();

    /** How many of the next batches fail. */
    final AtomicInteger failures = new AtomicInteger();

    volatile CountDownLatch ready = new CountDownLatch(0);
    volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public void awaitReady() throws InterruptedException {
        ready.await();
    }

    @Override
    public void opened() {
        opened.incrementAndGet();
    }

    @Override
    public void handle(List<Delivery> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            idle.incrementAndGet();
            return;
        }
        gate.await();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("told to fail");
        }
        deliveries.addAll(batch);
        batches.add(batch.stream()
                .map(delivery -> new String(delivery.body(), UTF_8))
                .toList());
    }

    @Override
    public void closed() {
        closed.incrementAndGet();
    }

    List<String> handled() {
        return batches.stream().flatMap(List::stream).toList();
    }
}
