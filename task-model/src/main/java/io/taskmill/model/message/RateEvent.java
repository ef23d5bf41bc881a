package io.taskmill.model.message;

import io.taskmill.model.Claim;
import io.taskmill.model.Names;
import io.taskmill.model.RateRule;
import java.time.Instant;
import java.util.Set;

/** What can happen to one rate. */
public sealed interface RateEvent {

    /** The key of the rate. */
    String rate();

    /** A task wants to know when it may be let go. */
    record ClaimRate(Claim claim, RateRule rule) implements RateEvent, ShardMessage {
        @Override
        public String rate() {
            return rule.key();
        }
    }

    /** The task does not use the time that it was given: another one may. */
    record ReturnRate(String rate, Claim claim, Instant at) implements RateEvent, ShardMessage {

        public ReturnRate {
            Names.requireKey("rate", rate);
        }
    }

    /** Follow-ups of the rate are with the broker. Never travels. */
    record RateTold(String rate, Set<String> entries) implements RateEvent {}
}
