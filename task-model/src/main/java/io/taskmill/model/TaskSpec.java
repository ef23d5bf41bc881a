package io.taskmill.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for: fixed at submission, but for an explicit retry with other parameters.
 *
 * @param typeVersion the version of the type whose schema the parameters fulfil
 * @param created when the API accepted it, by the API's clock
 * @param policy the type's, with what the submission changed
 * @param notBefore before when it does not start; null if it may at once
 * @param after the tasks that it waits for first; null if there are none
 * @param schedule the schedule that has made it; null if none has
 * @param parent its place in the family that it belongs to; null if it is nobody's child
 * @param unknown members that a newer version has put in; carried on as they came
 */
public record TaskSpec(
        String type,
        int typeVersion,
        String pool,
        Priority priority,
        Json params,
        @Nullable EntityRef entity,
        @Nullable String creator,
        @Nullable String correlationId,
        Instant created,
        @Defaulted TaskPolicy policy,
        @Nullable Instant notBefore,
        @Nullable After after,
        @Nullable ScheduledBy schedule,
        @Nullable Parent parent,
        @JsonAnySetter @JsonAnyGetter Map<String, Json> unknown) {

    public TaskSpec {
        Names.requireType(type);
        Names.requirePool(pool);
        policy = Objects.requireNonNullElse(policy, TaskPolicy.DEFAULT);
        unknown = Map.copyOf(unknown);
    }

    /** With all members known, to start at once. */
    public TaskSpec(
            String type,
            int typeVersion,
            String pool,
            Priority priority,
            Json params,
            @Nullable EntityRef entity,
            @Nullable String creator,
            @Nullable String correlationId,
            Instant created,
            TaskPolicy policy) {
        this(
                type,
                typeVersion,
                pool,
                priority,
                params,
                entity,
                creator,
                correlationId,
                created,
                policy,
                null,
                null,
                null,
                null,
                Map.of());
    }

    /** With the default policy. */
    public TaskSpec(
            String type,
            int typeVersion,
            String pool,
            Priority priority,
            Json params,
            @Nullable EntityRef entity,
            @Nullable String creator,
            @Nullable String correlationId,
            Instant created) {
        this(type, typeVersion, pool, priority, params, entity, creator, correlationId, created, TaskPolicy.DEFAULT);
    }

    /** With other parameters, fit for that version of the type, and the policy that goes with them. */
    public TaskSpec with(int version, Json otherParams, TaskPolicy otherPolicy) {
        return new TaskSpec(
                type,
                version,
                pool,
                priority,
                otherParams,
                entity,
                creator,
                correlationId,
                created,
                otherPolicy,
                notBefore,
                after,
                schedule,
                parent,
                unknown);
    }

    /** To start then; at once if it is null. */
    public TaskSpec startingAt(@Nullable Instant then) {
        return waiting(then, priority, pool);
    }

    /** To wait for that time, then in that pool's queue for that priority. */
    public TaskSpec waiting(@Nullable Instant then, Priority otherPriority, String otherPool) {
        return new TaskSpec(
                type,
                typeVersion,
                otherPool,
                otherPriority,
                params,
                entity,
                creator,
                correlationId,
                created,
                policy,
                then,
                after,
                schedule,
                parent,
                unknown);
    }

    /** To start once those have ended; at once if it is null. */
    public TaskSpec startingAfter(@Nullable After others) {
        return new TaskSpec(
                type,
                typeVersion,
                pool,
                priority,
                params,
                entity,
                creator,
                correlationId,
                created,
                policy,
                notBefore,
                others,
                schedule,
                parent,
                unknown);
    }

    /** The same for a firing of a schedule, as which it is created. */
    public TaskSpec scheduled(String name, Instant firing) {
        return new TaskSpec(
                type,
                typeVersion,
                pool,
                priority,
                params,
                entity,
                creator,
                correlationId,
                firing,
                policy,
                notBefore,
                after,
                new ScheduledBy(name, firing),
                parent,
                unknown);
    }

    /** In that place of a family; nobody's child if it is null. */
    public TaskSpec in(@Nullable Parent place) {
        return new TaskSpec(
                type,
                typeVersion,
                pool,
                priority,
                params,
                entity,
                creator,
                correlationId,
                created,
                policy,
                notBefore,
                after,
                schedule,
                place,
                unknown);
    }

    /** The gates that it passes itself, in their order: all of its policy's but those that its ancestors hold. */
    public List<GateRule> gates() {
        return parent == null || parent.gates().isEmpty()
                ? policy.gates()
                : policy.gates().stream()
                        .filter(gate -> !parent.gates().contains(gate.key()))
                        .toList();
    }

    /** The keys of all gates that are held while it runs, by itself or by its ancestors. */
    public List<String> heldGates() {
        Stream<String> inherited = parent == null ? Stream.empty() : parent.gates().stream();
        return Stream.concat(inherited, gates().stream().map(GateRule::key)).toList();
    }

    /** How many gates and rates there are to be got. */
    public int admissions() {
        return gates().size() + policy.rates().size();
    }

    /** The same once its ancestors hold no gates for it. */
    public TaskSpec withOwnGates() {
        return parent == null ? this : in(parent.withoutGates());
    }

    /** Nobody's child any more, with the gates that it has to pass since then: those that it has passed itself. */
    public TaskSpec orphaned() {
        return with(typeVersion, params, policy.admittedBy(gates(), policy.rates()))
                .in(null);
    }

    /** Whether its submission goes to its shard alone: no worker is to see it before the projector releases it. */
    @JsonIgnore
    public boolean isHeld() {
        return notBefore != null || after != null || admissions() > 0;
    }

    /** When it may first start: at its submission, or at its time. */
    public Instant mayStart() {
        return notBefore == null || notBefore.isBefore(created) ? created : notBefore;
    }

    /** When the task must have ended if it may start at that instant; null if it has no deadline. */
    public @Nullable Instant deadlineFrom(Instant start) {
        Duration deadline = policy.timeouts().deadline();
        return deadline == null ? null : start.plus(deadline);
    }

    /** The queue in which its commands wait for a worker. */
    public WorkQueue queue() {
        return new WorkQueue(pool, priority, policy.strictStart());
    }
}
