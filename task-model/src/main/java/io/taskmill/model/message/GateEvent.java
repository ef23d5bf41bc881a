package io.taskmill.model.message;

import io.taskmill.model.Claim;
import io.taskmill.model.GateRule;
import io.taskmill.model.Names;
import io.taskmill.model.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can happen to one gate. */
public sealed interface GateEvent {

    /** The key of the gate. */
    String gate();

    /**
     * A task wants to hold the gate. One that is known counts as what it says now.
     *
     * @param rule the gate's, as the task's type had it
     * @param since when the task might have run first, which is its age
     */
    record ClaimGate(Claim claim, GateRule rule, Priority priority, Instant since) implements GateEvent, ShardMessage {
        @Override
        public String gate() {
            return rule.key();
        }
    }

    /** The task holds the gate no more, nor does it wait for it. */
    record ReleaseGate(String gate, Claim claim) implements GateEvent, ShardMessage {

        public ReleaseGate {
            Names.requireKey("gate", gate);
        }
    }

    /**
     * Somebody wants another number of tasks to hold the gate than their type says.
     *
     * @param limit 0 lets no further one pass; null: what the type says counts again
     */
    record LimitGate(
            String gate,
            String id,
            @Nullable String actor,
            Instant at,
            @Nullable Integer limit) implements GateEvent, ShardMessage {

        public LimitGate {
            Names.requireKey("gate", gate);
            Names.requireId("command.id", id);
            UserCommand.requireShort("actor", actor);
            if (limit != null && (limit < 0 || limit > GateRule.MOST_HOLDERS)) {
                throw new IllegalArgumentException(
                        "limit of gate '" + gate + "' is " + limit + " but must be 0 to " + GateRule.MOST_HOLDERS);
            }
        }
    }

    /** Follow-ups of the gate are with the broker. Never travels. */
    record GateTold(String gate, Set<String> entries) implements GateEvent {}

    /** It is time to ask whether the gate's holders still hold it. Never travels. */
    record HoldersDue(String gate) implements GateEvent {}

    /**
     * Tasks that wait for the gate, of which it has forgotten some. Never travels.
     *
     * @param claims by priority and age
     * @param all whether there are no others
     */
    record WaitingFound(String gate, List<ClaimGate> claims, boolean all) implements GateEvent {}
}
