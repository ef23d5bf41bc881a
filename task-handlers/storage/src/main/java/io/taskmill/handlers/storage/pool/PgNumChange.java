package io.taskmill.handlers.storage.pool;

import io.taskmill.handler.EntityFact;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handlers.storage.Convergence;
import io.taskmill.handlers.storage.Pool;
import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.pool.SetPoolPgNumHandler.Converged;
import io.taskmill.handlers.storage.pool.SetPoolPgNumHandler.Params;
import io.taskmill.handlers.storage.watch.Watch;
import io.taskmill.model.StatusMessage;
import org.jspecify.annotations.Nullable;

/** One run of a SET_POOL_PG_NUM. */
final class PgNumChange {

    /** Left before the number is set, so that another run knows where the pool came from. */
    record From(int pgNum) {}

    private final StorageCluster cluster;
    private final Watch watch;
    private final TaskContext context;
    private final Params params;
    private int shown;
    private @Nullable Convergence last;

    PgNumChange(StorageCluster cluster, Watch watch, TaskContext context, Params params) {
        this.cluster = cluster;
        this.watch = watch;
        this.context = context;
        this.params = params;
    }

    Converged carryOut() throws InterruptedException {
        context.step("VALIDATING");
        Pool pool = pool();
        int before = context.lastCheckpoint(From.class).map(From::pgNum).orElse(pool.pgNumTarget());
        if (pool.pgNumTarget() != params.pgNum()) {
            set(pool, before);
        } else {
            context.log("the target of " + params.pool() + " is " + params.pgNum() + " already");
        }
        return converged(before);
    }

    private Pool pool() throws InterruptedException {
        return watch.look(() -> cluster.pool(params.pool()))
                .orElseThrow(() ->
                        new TaskFailedException("UNKNOWN_POOL", "the cluster has no pool " + params.pool(), false));
    }

    private void set(Pool pool, int before) throws InterruptedException {
        if (pool.pgNumTarget() != before) {
            throw changedMeanwhile(pool.pgNumTarget());
        }
        PgNumRule.objection(pool, params.pgNum()).ifPresent(objection -> {
            throw new TaskFailedException("INVALID_PG_NUM", objection, false);
        });
        context.checkpoint(new From(before));
        context.step("EXECUTING");
        try {
            Pool now = cluster.setPgNum(params.pool(), params.pgNum());
            context.log("pgNum of " + params.pool() + " is set from " + before + " to " + now.pgNumTarget());
        } catch (InterruptedException e) {
            context.log("stopped while pgNum of " + params.pool() + " was set: what has arrived of that stays");
            throw e;
        }
    }

    private Converged converged(int before) throws InterruptedException {
        context.step("FINALIZING");
        try {
            while (true) {
                Convergence convergence = watch.look(() -> cluster.convergence(params.pool()));
                if (convergence.target() != params.pgNum()) {
                    throw changedMeanwhile(convergence.target());
                }
                tell(convergence, before);
                if (convergence.isReached()) {
                    return new Converged(params.pool(), before, params.pgNum());
                }
                watch.pause();
            }
        } catch (InterruptedException e) {
            context.progress(shown, StatusMessage.of("stays", params.pool(), params.pgNum()));
            context.log("stopped: pgNum of " + params.pool() + " stays set to " + params.pgNum()
                    + ", and the cluster goes on converging");
            throw e;
        }
    }

    private TaskFailedException changedMeanwhile(int target) {
        return new TaskFailedException(
                "CHANGED_MEANWHILE",
                "somebody else has set pgNum of " + params.pool() + " to " + target + " meanwhile",
                false);
    }

    private void tell(Convergence convergence, int before) throws InterruptedException {
        int percent = convergence.percentFrom(before);
        if (last == null || convergence.activeClean() != last.activeClean()) {
            context.extend(SetPoolPgNumHandler.STALLED);
        }
        if (last == null || percent > shown) {
            context.entity(fact(convergence));
        }
        last = convergence;
        shown = Math.max(shown, percent);
        context.progress(
                percent,
                convergence.isReached()
                        ? StatusMessage.of("converged", params.pool(), params.pgNum())
                        : StatusMessage.of("converging", convergence.activeClean(), convergence.target()));
    }

    private EntityFact fact(Convergence convergence) {
        return EntityFact.of("ceph_pool", params.pool())
                .is(convergence.isReached() ? "ACTIVE" : "CONVERGING")
                .with("pgNum", convergence.placementGroups())
                .with("pgNumTarget", convergence.target())
                .with("activeClean", convergence.activeClean());
    }
}
