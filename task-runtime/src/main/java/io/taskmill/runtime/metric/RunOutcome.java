package io.taskmill.runtime.metric;

import java.util.Locale;

/** How a run ended, as this worker saw it. */
public enum RunOutcome {
    /** The handler returned, and its result was reported. */
    FINISHED,
    /** The handler gave up, and that was reported. */
    FAILED,
    /** The worker stopped it, since its session was over or its grace used up; nothing was reported. */
    INTERRUPTED,
    /** A projector refused it; nothing was reported. */
    REFUSED;

    /** As it stands in labels and log lines. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
