package io.taskmill.client;

import java.time.Duration;
import java.util.function.Supplier;

/** Sends again, a few times, what may be sent again and did not get its answer. */
final class Repeats {

    static final int MOST_REQUESTS = 3;

    static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** Whoever asks for more is asked sooner, or the caller waits for too long. */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** As {@link Thread#sleep(Duration)}. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    private final Sleeper sleeper;

    Repeats(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    /** @throws TaskmillException of the last request */
    <T> T of(Supplier<T> request) {
        Duration pause = FIRST_PAUSE;
        for (int sent = 1; sent < MOST_REQUESTS; sent++) {
            try {
                return request.get();
            } catch (UnavailableException e) {
                if (Thread.currentThread().isInterrupted() || !slept(e.retryAfter() == null ? pause : e.retryAfter())) {
                    throw e;
                }
                pause = pause.multipliedBy(2);
            }
        }
        return request.get();
    }

    private boolean slept(Duration asked) {
        try {
            sleeper.sleep(asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
