package io.taskmill.handler;

import io.taskmill.model.Names;
import io.taskmill.model.Recovery;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
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
        return with(new TaskPolicy(retry, policy.timeouts(), policy.strictStart(), policy.recovery()));
    }

    /** The same, with these limits of time. */
    public TaskDescription<P> withTimeouts(Timeouts timeouts) {
        return with(new TaskPolicy(policy.retry(), timeouts, policy.strictStart(), policy.recovery()));
    }

    /**
     * The same, with each run waiting for its grant before it begins: so a task that was cancelled never starts, and no two
     * runs of it overlap while leases hold. Its tasks wait while the projector's store is away.
     */
    public TaskDescription<P> withStrictStart() {
        return with(new TaskPolicy(policy.retry(), policy.timeouts(), true, policy.recovery()));
    }

    /** The same, with that done about what runs have pushed with {@link TaskContext#onRollback} if a task does not finish. */
    public TaskDescription<P> withRecovery(Recovery recovery) {
        return with(policy.with(recovery));
    }

    private TaskDescription<P> with(TaskPolicy other) {
        return new TaskDescription<>(name, version, pool, other, params, texts);
    }
}
