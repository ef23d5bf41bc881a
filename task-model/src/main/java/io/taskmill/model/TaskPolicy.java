package io.taskmill.model;

import java.util.Objects;

/**
 * How a task is to be run. A type announces it, a submission may change retries, timeouts and recovery; fixed from then on.
 *
 * @param strictStart whether each run waits for its grant before it begins, so that a cancelled task never starts
 *     (invariant 5) and no two runs ever overlap while leases hold
 * @param recovery what becomes of what its runs have done if it does not finish
 */
public record TaskPolicy(
        RetryPolicy retry,
        Timeouts timeouts,
        boolean strictStart,
        @Defaulted Recovery recovery) {

    public TaskPolicy {
        recovery = Objects.requireNonNullElse(recovery, Recovery.NONE);
    }

    /** Of tasks that undo nothing. */
    public TaskPolicy(RetryPolicy retry, Timeouts timeouts, boolean strictStart) {
        this(retry, timeouts, strictStart, Recovery.NONE);
    }

    /** The same, with that done about what runs have done. */
    public TaskPolicy with(Recovery other) {
        return new TaskPolicy(retry, timeouts, strictStart, other);
    }

    /** One attempt, no limits of time, starts that do not wait. */
    public static final TaskPolicy DEFAULT = new TaskPolicy(RetryPolicy.NONE, Timeouts.NONE, false);
}
