package io.taskmill.handlers.storage.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/** A run that is stopped as a worker does it: by an interrupt of its thread. */
public final class Interrupted {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What a handler does. */
    @FunctionalInterface
    public interface Run {
        Object run() throws Exception;
    }

    private Interrupted() {}

    /** Begins it, interrupts it once that is so, and sees it go by its interrupt. */
    public static void once(Callable<Boolean> time, Run run) throws InterruptedException {
        AtomicReference<Throwable> end = new AtomicReference<>(new AssertionError("it has returned"));
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                run.run();
            } catch (Throwable e) {
                end.set(e);
            }
        });
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(time);
        thread.interrupt();
        assertThat(thread.join(PATIENCE)).as("it goes").isTrue();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }
}
