package io.taskmill.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StopSignalsTest {

    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final AtomicInteger hurries = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final StopSignals signals = new StopSignals(this::exit, hurries::incrementAndGet);

    private void exit(int status) {
        statuses.add(status);
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void end() {
        ended.countDown();
    }

    @Test
    void theFirstEndsTheProcessWithTheStatusOfItsSignalAndIsNotHeldUpByThat() {
        signals.received(15);
        await().until(() -> !statuses.isEmpty());
        assertThat(statuses).containsExactly(143);
        assertThat(hurries).hasValue(0);
    }

    @Test
    void eachFurtherOneHurriesWhicheverItIs() {
        signals.received(2);
        await().until(() -> !statuses.isEmpty());
        signals.received(15);
        signals.received(2);
        assertThat(hurries).hasValue(2);
        assertThat(statuses).containsExactly(130);
    }
}
