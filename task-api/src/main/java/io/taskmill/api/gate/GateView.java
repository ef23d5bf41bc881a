package io.taskmill.api.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.taskmill.model.GateRule;
import io.taskmill.model.Priority;
import io.taskmill.model.TaskId;
import io.taskmill.model.WhenFull;
import io.taskmill.model.gate.Gate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gate in JSON.
 *
 * @param limit how many tasks may hold it now
 * @param declaredLimit how many the type of the latest claim says
 * @param limited who has set another limit; absent if nobody has
 * @param held how many tasks hold it
 * @param waiting how many wait for it; of very many at least so many
 * @param more whether there are more than that
 * @param holders the first of them
 * @param next the first that wait, in their order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"key", "limit", "declaredLimit", "whenFull", "limited", "held", "waiting", "more", "holders", "next"
})
record GateView(
        String key,
        int limit,
        @Nullable Integer declaredLimit,
        @Nullable WhenFull whenFull,
        @Nullable LimitedView limited,
        int held,
        int waiting,
        boolean more,
        List<HolderView> holders,
        List<WaiterView> next) {

    /** So many of those that hold it, and that wait, are named. */
    static final int NAMED = 20;

    /** Another limit than the declared one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"by", "at"})
    record LimitedView(@Nullable String by, Instant at) {}

    /** A task that holds it. */
    @JsonPropertyOrder({"task", "since", "displaced"})
    record HolderView(TaskId task, Instant since, boolean displaced) {}

    /** A task that waits for it. */
    @JsonPropertyOrder({"task", "priority", "since"})
    record WaiterView(TaskId task, Priority priority, Instant since) {}

    /** One of which nothing is known but that somebody has just set its limit. */
    static GateView unknown(String key, int limit) {
        return new GateView(key, limit, null, null, null, 0, 0, false, List.of(), List.of());
    }

    static GateView of(Gate gate) {
        GateRule declared = gate.declared();
        Gate.Limited limited = gate.limited();
        return new GateView(
                gate.key(),
                gate.limit(),
                declared == null ? null : declared.limit(),
                declared == null ? null : declared.whenFull(),
                limited == null ? null : new LimitedView(limited.actor(), limited.at()),
                gate.holders().size(),
                gate.waiting().size(),
                gate.forgotten(),
                gate.holders().stream()
                        .limit(NAMED)
                        .map(holder -> new HolderView(holder.claim().task(), holder.since(), holder.displaced()))
                        .toList(),
                gate.waiting().stream()
                        .limit(NAMED)
                        .map(waiter -> new WaiterView(waiter.claim().task(), waiter.priority(), waiter.submitted()))
                        .toList());
    }
}
