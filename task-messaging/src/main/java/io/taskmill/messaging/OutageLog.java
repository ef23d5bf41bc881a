package io.taskmill.messaging;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Tells once for each reason that the broker is waited for, and not at each attempt. Used by one thread. */
public final class OutageLog {

    private final Logger log;
    private final String who;
    private @Nullable String told;

    /** @param who names what waits, such as a queue's consumer */
    public OutageLog(Logger log, String who) {
        this.log = log;
        this.who = who;
    }

    public void waiting(@Nullable String reason) {
        if (!Objects.equals(told, reason)) {
            told = reason;
            log.warn("{} waits for the broker reason={}", who, reason);
        }
    }

    public void over() {
        if (told != null) {
            told = null;
            log.info("{} goes on", who);
        }
    }
}
