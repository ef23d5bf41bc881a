package io.taskmill.model;

/**
 * How a task is to be run. A type announces it, a submission may change retries and timeouts; fixed from then on.
 *
 * @param strictStart whether each run waits for its grant before it begins, so that a cancelled task never starts
 *     (invariant 5) and no two runs ever overlap while leases hold
 */
public record TaskPolicy(RetryPolicy retry, Timeouts timeouts, boolean strictStart) {

    /** One attempt, no limits of time, starts that do not wait. */
    public static final TaskPolicy DEFAULT = new TaskPolicy(RetryPolicy.NONE, Timeouts.NONE, false);
}
