package io.taskmill.handlers.vdi;

import io.taskmill.handler.Limits;
import io.taskmill.handler.Matches;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** VMS_REMOVE: removes machines of a pool; none that is not of it, and none is told to be gone while it is there. */
public final class VmsRemoveHandler implements TaskHandler<VmsRemoveHandler.Params, VmsRemoveHandler.Removed> {

    private final Site site;

    VmsRemoveHandler(Site site) {
        this.site = site;
    }

    public record Params(
            @Matches(PoolSettings.POOL_ID) String poolId,
            @Limits(min = 1, max = 1_000) List<@Limits(min = 1, max = 40) String> vmIds) {

        public Params {
            vmIds = List.copyOf(vmIds);
        }
    }

    /** How many were to be removed, and how many the pool has left. */
    public record Removed(String poolId, int removed, int left) {}

    @Override
    public TaskDescription<Params> describe() {
        return Descriptions.of("VMS_REMOVE", Params.class)
                .withRetry(Descriptions.WHILE_AWAY)
                .withGate(Descriptions.POOL_GATE, 1);
    }

    @Override
    public Removed run(Params params, TaskContext context) throws InterruptedException {
        return Failures.named(() -> {
            context.step("VALIDATING");
            Left left = site.orders().takeUp(context);
            Pool pool = site.pools().inUse(params.poolId());
            Set<String> ids = new LinkedHashSet<>(params.vmIds());
            if (left.chosen().isEmpty()) {
                requireOf(pool, ids);
                left = new Left(null, List.of(pool.id()));
                context.checkpoint(left); // from here on one that is missing was removed
            }
            context.step("REMOVING");
            remove(pool, List.copyOf(ids), left, context);
            int rest = site.vms(pool.id()).size();
            context.entity(pool.fact(rest));
            return new Removed(pool.id(), ids.size(), rest);
        });
    }

    private void remove(Pool pool, List<String> ids, Left left, TaskContext context) throws InterruptedException {
        List<Vm> vms =
                site.vms(pool.id()).stream().filter(vm -> ids.contains(vm.id())).toList();
        site.pools().tell(vms, VmStatus.DELETING, context);
        site.orUsual(pool.id(), vms, context, () -> {
            site.remove(pool.id(), ids, left, context);
            return true;
        });
        site.pools().gone(ids, context);
    }

    private void requireOf(Pool pool, Set<String> ids) throws InterruptedException {
        List<String> there = site.vms(pool.id()).stream().map(Vm::id).toList();
        for (String id : ids) {
            if (!there.contains(id)) {
                throw new TaskFailedException(
                        "VM_UNKNOWN", "there is no machine '" + id + "' in the pool '" + pool.id() + "'", false);
            }
        }
    }
}
