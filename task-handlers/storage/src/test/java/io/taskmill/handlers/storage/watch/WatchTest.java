package io.taskmill.handlers.storage.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.handlers.storage.StorageException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final AtomicInteger looks = new AtomicInteger();

    /** A second goes by with each look. */
    private final Watch watch = new Watch(Duration.ZERO, Duration.ofSeconds(3), () -> Duration.ofSeconds(looks.get())
            .toNanos());

    private int lookThatFails(int times) {
        if (looks.incrementAndGet() <= times) {
            throw new StorageException.Unreachable("nobody answers", null);
        }
        return looks.get();
    }

    @Test
    void aClusterThatComesBackIsSeen() throws InterruptedException {
        assertThat(watch.look(() -> lookThatFails(2))).isEqualTo(3);
    }

    @Test
    void aClusterThatStaysAwayIsGivenUpOncePatienceIsOver() {
        assertThatThrownBy(() -> watch.look(() -> lookThatFails(100))).isInstanceOf(StorageException.Unreachable.class);
        assertThat(looks).hasValue(3);
    }

    @Test
    void aRefusalIsNoReasonToLookAgain() {
        assertThatThrownBy(() -> watch.look(() -> {
                    looks.incrementAndGet();
                    throw new StorageException.Busy("somebody else works on it");
                }))
                .isInstanceOf(StorageException.Busy.class);
        assertThat(looks).hasValue(1);
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> watch.look(() -> lookThatFails(100))).isInstanceOf(InterruptedException.class);
        assertThat(looks).hasValue(1);
    }
}
