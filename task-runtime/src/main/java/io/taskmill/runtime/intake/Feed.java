package io.taskmill.runtime.intake;

import io.taskmill.messaging.consume.Subscription;
import java.time.Duration;

/** One work queue: what was asked of it, and whether it seems to be empty, or is paused. Confined by its owner. */
final class Feed {

    /** After how long a queue that was asked and has sent nothing is taken for empty. */
    static final Duration QUIET_AFTER = Duration.ofMillis(100);

    private final Subscription subscription;
    private long since;
    private boolean quiet;
    private boolean paused;

    Feed(Subscription subscription) {
        this.subscription = subscription;
    }

    Subscription subscription() {
        return subscription;
    }

    int asked() {
        return subscription.asked();
    }

    void ask(int more, long now) {
        if (asked() == 0) {
            since = now;
        }
        subscription.ask(more);
    }

    void delivered(long now) {
        since = now;
        quiet = false;
    }

    boolean isPaused() {
        return paused;
    }

    /** Nothing more is wanted of it until it goes on. */
    void pause() {
        paused = true;
        subscription.withdraw();
    }

    /** It may have filled meanwhile. */
    void resume() {
        paused = false;
        quiet = false;
    }

    /** Stays so until something comes. */
    boolean isQuiet(long now) {
        quiet |= asked() > 0 && now - since > QUIET_AFTER.toNanos();
        return quiet;
    }
}
