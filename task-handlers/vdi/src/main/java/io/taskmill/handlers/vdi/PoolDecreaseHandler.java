package io.taskmill.handlers.vdi;

import io.taskmill.handler.Limits;
import io.taskmill.handler.Matches;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;

/** POOL_DECREASE: lowers how many machines a pool may have; refused below how many it has. Removes none. */
public final class PoolDecreaseHandler
        implements TaskHandler<PoolDecreaseHandler.Params, PoolDecreaseHandler.Decreased> {

    private final Site site;

    PoolDecreaseHandler(Site site) {
        this.site = site;
    }

    public record Params(
            @Matches(PoolSettings.POOL_ID) String poolId,
            @Limits(min = 1, max = PoolSettings.LARGEST) int newTotal) {}

    public record Decreased(String poolId, int total) {}

    @Override
    public TaskDescription<Params> describe() {
        return Descriptions.of("POOL_DECREASE", Params.class)
                .withRetry(Descriptions.WHILE_AWAY)
                .withGate(Descriptions.POOL_GATE, 1);
    }

    @Override
    public Decreased run(Params params, TaskContext context) throws InterruptedException {
        return Failures.named(() -> {
            context.step("VALIDATING");
            Pool pool = site.pools().inUse(params.poolId());
            requirePossible(pool.settings(), site.vms(params.poolId()).size(), params.newTotal());
            context.step("EXECUTING");
            site.pools().put(pool.with(pool.settings().withTotal(params.newTotal())), context);
            return new Decreased(params.poolId(), params.newTotal());
        });
    }

    private static void requirePossible(PoolSettings settings, int vms, int newTotal) {
        require(newTotal >= vms, newTotal, "the pool has " + vms + " machines");
        require(newTotal >= settings.reserve(), newTotal, "its reserve is " + settings.reserve());
        require(newTotal <= settings.total(), newTotal, "its total is " + settings.total());
    }

    private static void require(boolean possible, int newTotal, String why) {
        if (!possible) {
            throw new TaskFailedException("TOTAL_REFUSED", "newTotal is " + newTotal + " but " + why, false);
        }
    }
}
