package io.taskmill.handler;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the tasks of one type.
 *
 * <p>A run may be repeated: when its process dies, or is cut off for longer than its lease, the task is run again
 * elsewhere. At most one run's result ever counts, but what a run did to the world outside is done; systems that can
 * fence are given {@link TaskContext#fence()}.
 *
 * @param <P> the parameters; read from JSON, usually a record
 * @param <R> the result; written as JSON of at most 256 KiB
 */
public interface TaskHandler<P, R> {

    /** What the type is called and what it takes. The same at each call. */
    TaskDescription<P> describe();

    /**
     * Makes parameters that fulfil an older version's schema fit the present one; called before {@link #run}, on the same
     * thread, if the version of {@link #describe} is higher. Tasks of a higher version never come here. Unless it is
     * overridden, the parameters are read as they are.
     *
     * @param version which the parameters were submitted for
     * @param params the members of the stored JSON object, to be changed at will: texts, booleans, lists, maps, and numbers
     *     of which none has lost a digit
     * @return what the parameters are read from
     * @throws TaskFailedException to fail with a code of the handler's own; a result that cannot be read into the parameters
     *     fails as PARAMS_UNREADABLE, any other exception as HANDLER_ERROR
     */
    default Map<String, Object> upgrade(int version, Map<String, Object> params) throws Exception {
        return params;
    }

    /**
     * Carries out one task, on a virtual thread of its own. The thread is interrupted when the run must stop.
     *
     * @return the result; null for none
     * @throws TaskFailedException to fail with a code of the handler's own; any other exception fails as HANDLER_ERROR
     * @throws InterruptedException when interrupted: the way out of blocking calls, nothing to be caught
     */
    @Nullable R run(P params, TaskContext context) throws Exception;

    /**
     * Undoes something that a run has pushed with {@link TaskContext#onRollback}, on a virtual thread of its own. It may not
     * have been done, or be undone already: a rollback that was cut off is repeated. Called once for each thing, last pushed
     * first; the next one only after this was confirmed. What it throws is tried again a few times, after a while, unless it
     * is a {@link TaskFailedException} that is not retryable.
     *
     * @param params the task's
     * @throws TaskFailedException to fail with a code of the handler's own; any other exception fails as HANDLER_ERROR
     * @throws InterruptedException when interrupted: the way out of blocking calls, nothing to be caught
     */
    default void rollback(P params, RollbackStep step, TaskContext context) throws Exception {
        throw new TaskFailedException("ROLLBACK_UNKNOWN", "the handler does not say how to undo " + step.name(), false);
    }

    /**
     * Carries out what is left to do when all children are over that {@link #run} has {@linkplain TaskContext#spawn spawned}:
     * on any worker, on a virtual thread of its own. No two runs of it overlap while leases hold, and only one's result
     * counts. It is called however the children have ended, also when the task was cancelled or has come to its deadline,
     * with ten minutes to clean up then. One that throws is attempted again as the type's retry policy says, three times in
     * all if that has one attempt; then the task fails as END_FAILED, and an explicit retry calls this again, not
     * {@link #run}.
     *
     * <p>Returning makes the task FINISHED only if all children are, or it was spawned with
     * {@link io.taskmill.model.OnFailure#IGNORE}; else it fails as CHILD_FAILED all the same (or is CANCELLED, or has failed
     * by its deadline), and this was its chance to clean up.
     *
     * @return the result; null for none
     */
    default @Nullable R end(P params, SpawnedFamily family, TaskContext context) throws Exception {
        return null;
    }
}
