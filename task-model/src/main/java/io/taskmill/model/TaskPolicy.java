package io.taskmill.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/**
 * How a task is to be run. A type announces it, a submission may change retries, timeouts and recovery; fixed from then on.
 *
 * @param strictStart whether each run waits for its grant before it begins, so that a cancelled task never starts
 *     (invariant 5) and no two runs ever overlap while leases hold; always so if there are gates (invariant 8)
 * @param gates which it passes before it runs, of different keys, in their order; at most {@value #MOST_ADMISSIONS}
 * @param rates which it waits for after that; likewise
 * @param recovery what becomes of what its runs have done if it does not finish
 */
public record TaskPolicy(
        RetryPolicy retry,
        Timeouts timeouts,
        boolean strictStart,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Defaulted
        List<GateRule> gates,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Defaulted
        List<RateRule> rates,

        @Defaulted Recovery recovery) {

    /** So many gates, and so many rates, a task can have. */
    public static final int MOST_ADMISSIONS = 8;

    /** One attempt, no limits of time, starts that do not wait. */
    public static final TaskPolicy DEFAULT = new TaskPolicy(RetryPolicy.NONE, Timeouts.NONE, false);

    public TaskPolicy {
        gates = Admissions.gates(gates);
        rates = Admissions.rates(rates);
        strictStart = strictStart || !gates.isEmpty();
        recovery = Objects.requireNonNullElse(recovery, Recovery.NONE);
    }

    /** With nothing to pass first. */
    public TaskPolicy(RetryPolicy retry, Timeouts timeouts, boolean strictStart) {
        this(retry, timeouts, strictStart, List.of(), List.of(), Recovery.NONE);
    }

    public TaskPolicy withRetry(RetryPolicy other) {
        return new TaskPolicy(other, timeouts, strictStart, gates, rates, recovery);
    }

    public TaskPolicy withTimeouts(Timeouts other) {
        return new TaskPolicy(retry, other, strictStart, gates, rates, recovery);
    }

    public TaskPolicy withStrictStart() {
        return new TaskPolicy(retry, timeouts, true, gates, rates, recovery);
    }

    /** The same with these in the place of all gates and rates. */
    public TaskPolicy admittedBy(List<GateRule> otherGates, List<RateRule> otherRates) {
        return new TaskPolicy(retry, timeouts, strictStart, otherGates, otherRates, recovery);
    }

    /** The same with one gate more, or another in the place of the one with its key. */
    public TaskPolicy withGate(GateRule gate) {
        return admittedBy(Admissions.with(gates, gate, GateRule::key), rates);
    }

    /** The same with one rate more, or another in the place of the one with its key. */
    public TaskPolicy withRate(RateRule rate) {
        return admittedBy(gates, Admissions.with(rates, rate, RateRule::key));
    }

    /** The same, with that done about what runs have done. */
    public TaskPolicy with(Recovery other) {
        return new TaskPolicy(retry, timeouts, strictStart, gates, rates, other);
    }
}
