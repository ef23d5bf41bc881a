package io.taskmill.handlers.vdi;

import io.taskmill.handler.Matches;
import io.taskmill.handler.SpawnedFamily;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.WhenFull;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * POOL_EXPAND: adds a step's worth of machines to a pool that has too few free ones, or to any if asked to ignore that, and
 * has them prepared. Nothing to do is success.
 */
public final class PoolExpandHandler implements TaskHandler<PoolExpandHandler.Params, PoolExpandHandler.Expanded> {

    private final Site site;

    PoolExpandHandler(Site site) {
        this.site = site;
    }

    /** @param ignoreReserve whether it grows though enough are free; false if absent */
    public record Params(
            @Matches(PoolSettings.POOL_ID) String poolId,
            @Nullable Boolean ignoreReserve) {}

    /**
     * What came of it.
     *
     * @param added how many of the machines that were added are prepared
     * @param vms how many the pool has
     */
    public record Expanded(String poolId, int added, int vms) {}

    @Override
    public TaskDescription<Params> describe() {
        return Descriptions.of("POOL_EXPAND", Params.class).withGate(Descriptions.POOL_GATE, 1, WhenFull.REJECT);
    }

    @Override
    public @Nullable Expanded run(Params params, TaskContext context) throws InterruptedException {
        Optional<Expanded> atOnce = Failures.named(() -> {
            context.step("VALIDATING");
            Left left = site.orders().takeUp(context);
            Pool pool = site.pools().inUse(params.poolId());
            if (left.chosen().isEmpty()) {
                List<Vm> vms = site.vms(params.poolId());
                left = new Left(null, Expansion.names(pool.settings(), vms, forced(params)));
                if (left.chosen().isEmpty()) {
                    return Optional.of(nothingToDo(params, pool, vms.size()));
                }
                context.checkpoint(left);
            }
            expand(pool, left, context);
            return Optional.empty();
        });
        return atOnce.orElse(null);
    }

    private static boolean forced(Params params) {
        return Boolean.TRUE.equals(params.ignoreReserve());
    }

    private static Expanded nothingToDo(Params params, Pool pool, int vms) {
        if (forced(params)) {
            throw new TaskFailedException(
                    "POOL_FULL",
                    "the pool '" + pool.id() + "' has " + vms + " machines and may have "
                            + pool.settings().total(),
                    false);
        }
        return new Expanded(pool.id(), 0, vms);
    }

    private void expand(Pool pool, Left left, TaskContext context) throws InterruptedException {
        context.step("CLONING");
        List<Vm> added = site.orUnfinished(
                pool, context, () -> site.cloneMissing(pool.settings(), left.chosen(), left, context));
        context.step("PREPARING");
        site.prepare(pool.settings(), added, context);
    }

    @Override
    public Expanded end(Params params, SpawnedFamily family, TaskContext context) throws InterruptedException {
        return Failures.named(() -> {
            int vms = site.settle(params.poolId(), family.summary().unsuccessful() == 0, context);
            int added = family.summary().finished();
            context.progress(100, StatusMessage.of("expanded", added, vms));
            return new Expanded(params.poolId(), added, vms);
        });
    }
}
