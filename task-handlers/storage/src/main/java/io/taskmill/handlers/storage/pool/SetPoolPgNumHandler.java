package io.taskmill.handlers.storage.pool;

import io.taskmill.handler.Limits;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handler.Texts;
import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.StorageException;
import io.taskmill.handlers.storage.watch.Watch;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Timeouts;
import java.time.Duration;
import java.util.Set;

/**
 * SET_POOL_PG_NUM: sets a pool's number of placement groups and goes with it until the cluster has converged. What was set
 * stays set, also if the task is cancelled.
 */
public final class SetPoolPgNumHandler
        implements TaskHandler<SetPoolPgNumHandler.Params, SetPoolPgNumHandler.Converged> {

    private static final RetryPolicy RETRY = new RetryPolicy(5, Duration.ofSeconds(5), Duration.ofMinutes(2), Set.of());

    /** A pool of which not one placement group becomes active and clean for so long is given up. */
    static final Duration STALLED = Duration.ofHours(6);

    private final StorageCluster cluster;
    private final Watch watch;

    public SetPoolPgNumHandler(StorageCluster cluster, Watch watch) {
        this.cluster = cluster;
        this.watch = watch;
    }

    /**
     * @param pool by its name
     * @param pgNum how many placement groups it is to have: a power of two within the bounds of the cluster
     */
    public record Params(
            @Limits(min = 1, max = 200) String pool,
            @Limits(min = 1, max = 65_536) int pgNum) {}

    /**
     * The pool as it is now.
     *
     * @param before how many placement groups it had
     */
    public record Converged(String pool, int before, int pgNum) {}

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of(
                        "SET_POOL_PG_NUM",
                        Params.class,
                        Texts.load(SetPoolPgNumHandler.class, "texts", "SET_POOL_PG_NUM.", "en", "ru"))
                .withGate("ceph_pool:{params.pool}", 1)
                .withRetry(RETRY)
                .withTimeouts(new Timeouts(null, STALLED, null));
    }

    @Override
    public Converged run(Params params, TaskContext context) throws InterruptedException {
        try {
            return new PgNumChange(cluster, watch, context, params).carryOut();
        } catch (StorageException e) {
            throw e.asFailure();
        }
    }
}
