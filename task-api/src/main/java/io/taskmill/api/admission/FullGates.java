package io.taskmill.api.admission;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Installed;
import io.taskmill.model.GateRule;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.WhenFull;
import io.taskmill.model.gate.Gate;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.store.Versioned;

/**
 * Refuses at once what its gate would refuse a moment later. Of submissions that come at the same instant more than one can
 * get past this: the gate itself lets in no more than it may.
 */
public final class FullGates {

    private FullGates() {}

    /** @throws ApiException if a gate that its tasks are not to wait for has no room */
    public static void refuse(TaskPolicy policy, Installed installed) {
        for (GateRule rule : policy.gates()) {
            if (rule.whenFull() == WhenFull.REJECT) {
                refuseIfFull(rule, installed);
            }
        }
    }

    private static void refuseIfFull(GateRule rule, Installed installed) {
        Gate gate;
        try {
            gate = installed.gates().find(rule.key()).map(Versioned::entity).orElse(null);
        } catch (StoreUnavailableException e) {
            return; // the gate itself decides, once the store is back
        }
        if (gate == null || gate.hasRoomFor(rule)) {
            return;
        }
        ApiException full = ApiException.of(
                        ProblemType.GATE_FULL,
                        "The gate '" + rule.key() + "' lets in "
                                + (gate.limited() == null ? rule.limit() : gate.limit())
                                + " at a time, and tasks of this type do not wait for it.")
                .with("gate", rule.key());
        throw gate.holders().isEmpty()
                ? full
                : full.with("holder", gate.holders().getFirst().claim().task().toString());
    }
}
