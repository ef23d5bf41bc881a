package io.taskmill.handler;

import io.taskmill.model.EntityRef;
import io.taskmill.model.Priority;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * A task that another one wants to have for a child.
 *
 * @param type which may be another handler's, of any pool; one that nobody has announced fails as UNKNOWN_TYPE
 * @param params written as JSON of at most {@value io.taskmill.model.Child#MAX_PARAMS_BYTES} bytes
 * @param typeVersion whose schema the parameters fulfil; null for the version announced last
 * @param name what to call it where the family is shown, at most {@value io.taskmill.model.Parent#MAX_NAME} characters
 * @param weight how much of the parent's progress it is, compared with its siblings; 1 to
 *     {@value io.taskmill.model.Child#MOST_WEIGHT}
 * @param pool its type's if null
 * @param priority its parent's if null
 * @param retry its type's if null
 * @param timeouts its type's if null; its deadline is never later than its parent's
 */
public record ChildTask(
        String type,
        Object params,
        @Nullable Integer typeVersion,
        @Nullable String name,
        int weight,
        @Nullable String pool,
        @Nullable Priority priority,
        @Nullable EntityRef entity,
        @Nullable RetryPolicy retry,
        @Nullable Timeouts timeouts) {

    /** As its type and its parent have it, as heavy as any other. */
    public static ChildTask of(String type, Object params) {
        return new ChildTask(type, params, null, null, 1, null, null, null, null, null);
    }

    public ChildTask named(String childName) {
        return new ChildTask(type, params, typeVersion, childName, weight, pool, priority, entity, retry, timeouts);
    }

    public ChildTask weighing(int childWeight) {
        return new ChildTask(type, params, typeVersion, name, childWeight, pool, priority, entity, retry, timeouts);
    }

    /** The same in another version of its type. */
    public ChildTask ofVersion(int version) {
        return new ChildTask(type, params, version, name, weight, pool, priority, entity, retry, timeouts);
    }

    public ChildTask in(String otherPool) {
        return new ChildTask(type, params, typeVersion, name, weight, otherPool, priority, entity, retry, timeouts);
    }

    public ChildTask with(Priority otherPriority) {
        return new ChildTask(type, params, typeVersion, name, weight, pool, otherPriority, entity, retry, timeouts);
    }

    public ChildTask on(EntityRef thing) {
        return new ChildTask(type, params, typeVersion, name, weight, pool, priority, thing, retry, timeouts);
    }

    public ChildTask with(RetryPolicy otherRetry) {
        return new ChildTask(type, params, typeVersion, name, weight, pool, priority, entity, otherRetry, timeouts);
    }

    public ChildTask with(Timeouts otherTimeouts) {
        return new ChildTask(type, params, typeVersion, name, weight, pool, priority, entity, retry, otherTimeouts);
    }
}
