package io.taskmill.handlers.vdi;

import io.taskmill.handler.EntityFact;
import io.taskmill.handler.Matches;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handlers.vdi.hypervisor.HypervisorException;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.model.WhenFull;
import java.util.List;

/**
 * POOL_DELETE: removes a pool's machines, then the pool; its other tasks are cancelled, and this one waits for them. While
 * anything of it is left it is a pool: then what it was before comes back.
 */
public final class PoolDeleteHandler implements TaskHandler<PoolDeleteHandler.Params, PoolDeleteHandler.Deleted> {

    private final Site site;

    PoolDeleteHandler(Site site) {
        this.site = site;
    }

    public record Params(@Matches(PoolSettings.POOL_ID) String poolId) {}

    /** @param vms how many machines were removed by the run that came to the end */
    public record Deleted(String poolId, int vms) {}

    @Override
    public TaskDescription<Params> describe() {
        return Descriptions.of("POOL_DELETE", Params.class)
                .withRetry(Descriptions.WHILE_AWAY)
                .withGate(Descriptions.POOL_GATE, 1, WhenFull.CANCEL_RUNNING);
    }

    @Override
    public Deleted run(Params params, TaskContext context) throws InterruptedException {
        return Failures.named(() -> {
            context.step("VALIDATING");
            Left left = site.orders().takeUp(context);
            if (!left.equals(Left.NOTHING) && site.pools().find(params.poolId()).isEmpty()) {
                return gone(params, 0, context); // an earlier run has come that far
            }
            Pool pool = site.pools().get(params.poolId()).deleting();
            context.checkpoint(new Left(null, List.of(params.poolId())));
            int removed = orRestored(pool, context, () -> remove(pool, context));
            return gone(params, removed, context);
        });
    }

    private int remove(Pool pool, TaskContext context) throws InterruptedException {
        site.pools().put(pool, context);
        context.step("REMOVING");
        List<Vm> vms = site.vms(pool.id());
        site.pools().tell(vms, VmStatus.DELETING, context);
        site.remove(pool.id(), vms.stream().map(Vm::id).toList(), new Left(null, List.of(pool.id())), context);
        context.step("UNTAGGING");
        site.hypervisor().dropPool(pool.id());
        return vms.size();
    }

    private static Deleted gone(Params params, int removed, TaskContext context) throws InterruptedException {
        context.entity(EntityFact.of("pool", params.poolId()).isGone());
        return new Deleted(params.poolId(), removed);
    }

    private int orRestored(Pool pool, TaskContext context, Failures.Deed<Integer> deed) throws InterruptedException {
        try {
            return deed.carryOut();
        } catch (RuntimeException | InterruptedException e) {
            restore(pool.restored(), context, e);
            throw e;
        }
    }

    private void restore(Pool former, TaskContext context, Exception reason) {
        try {
            if (site.orders().direct().pool(former.id()).isEmpty()) {
                return; // it was dropped, and only the answer was lost
            }
            site.orders().direct().describePool(former.id(), former);
            List<Vm> left = site.orders().direct().vms(former.id());
            context.entity(former.fact(left.size()));
            site.pools().tellUsual(left, context);
        } catch (HypervisorException | InterruptedException e) {
            reason.addSuppressed(e);
        }
    }
}
