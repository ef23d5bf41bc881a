package io.taskmill.runtime.metric;

import java.util.Locale;

/** How a run ended, as this worker saw it. */
public enum RunOutcome {
    /** The handler returned, and its result was reported. */
    FINISHED,
    /** The handler gave up, and that was reported. */
    FAILED,
    /** Its task was cancelled; that it has stopped was reported, or that its handler pays no heed. */
    CANCELLED,
    /** It took longer than it may, or than its task has time; that was reported. */
    TIMED_OUT,
    /** No slot was free for it, its lease ran out, or its worker ends: it was given back, so that another run may begin. */
    GIVEN_BACK,
    /** The worker stopped it, since its session was lost; nothing was reported. */
    INTERRUPTED,
    /** A projector refused it; nothing was reported. */
    REFUSED;

    /** As it stands in labels and log lines. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
