package io.taskmill.handler;

import io.taskmill.model.GateRule;
import io.taskmill.model.KeyTemplate;
import io.taskmill.model.Names;
import io.taskmill.model.RateRule;
import io.taskmill.model.Recovery;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import io.taskmill.model.WhenFull;
import java.time.Duration;
import java.util.Map;

/**
 * What a worker announces of a type of task.
 *
 * @param name A-Z, 0-9 and '_'
 * @param version of the parameters; raise it when their schema changes
 * @param pool whose workers run it
 * @param policy how its tasks are run unless their submission says otherwise
 * @param params what the parameters are read into; the JSON Schema is derived from it
 * @param texts by language, then by message key, see {@link Texts}
 */
public record TaskDescription<P>(
        String name,
        int version,
        String pool,
        TaskPolicy policy,
        Class<P> params,
        Map<String, Map<String, String>> texts) {

    public static final String DEFAULT_POOL = "default";

    public TaskDescription {
        Names.requireType(name);
        Names.requirePool(pool);
        texts = Map.copyOf(texts);
    }

    /** With the default policy. */
    public TaskDescription(
            String name, int version, String pool, Class<P> params, Map<String, Map<String, String>> texts) {
        this(name, version, pool, TaskPolicy.DEFAULT, params, texts);
    }

    public static <P> TaskDescription<P> of(String name, Class<P> params, Map<String, Map<String, String>> texts) {
        return new TaskDescription<>(name, 1, DEFAULT_POOL, params, texts);
    }

    /** The same, with failed attempts retried like that. */
    public TaskDescription<P> withRetry(RetryPolicy retry) {
        return with(policy.withRetry(retry));
    }

    /** The same, with these limits of time. */
    public TaskDescription<P> withTimeouts(Timeouts timeouts) {
        return with(policy.withTimeouts(timeouts));
    }

    /**
     * The same, with each run waiting for its grant before it begins: so a task that was cancelled never starts, and no two
     * runs of it overlap while leases hold. Its tasks wait while the projector's store is away.
     */
    public TaskDescription<P> withStrictStart() {
        return with(policy.withStrictStart());
    }

    /**
     * The same, with at most so many of its tasks, and of others with the same key, running at a time; the others wait, by
     * priority and age. Their starts are strict.
     *
     * @param key what tells which tasks share the gate: text with {@code {type}}, {@code {entity.type}}, {@code {entity.id}}
     *     or a parameter, such as {@code pool:{params.poolId}}
     */
    public TaskDescription<P> withGate(String key, int limit) {
        return withGate(key, limit, WhenFull.WAIT);
    }

    /** The same, with what becomes of tasks that find the gate full. */
    public TaskDescription<P> withGate(String key, int limit, WhenFull whenFull) {
        var _ = KeyTemplate.parse(key); // so that its author is told
        return with(policy.withGate(new GateRule(key, limit, whenFull)));
    }

    /**
     * The same, with {@code burst} of its tasks, and of others with the same key, let go to the workers at once, and {@code
     * count} in each period after that.
     *
     * @param key as for a gate; {@code host:{params.url|host}} takes the host out of a URL
     */
    public TaskDescription<P> withRate(String key, int count, Duration period, int burst) {
        var _ = KeyTemplate.parse(key); // so that its author is told
        return with(policy.withRate(new RateRule(key, count, period, burst)));
    }

    /** The same, with that done about what runs have pushed with {@link TaskContext#onRollback} if a task does not finish. */
    public TaskDescription<P> withRecovery(Recovery recovery) {
        return with(policy.with(recovery));
    }

    private TaskDescription<P> with(TaskPolicy other) {
        return new TaskDescription<>(name, version, pool, other, params, texts);
    }
}
