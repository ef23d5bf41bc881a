package io.taskmill.handlers.vdi;

import io.taskmill.handler.EntityFact;
import io.taskmill.handler.Limits;
import io.taskmill.handler.Matches;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import java.util.List;

/**
 * VM_GUEST_RECREATION: removes a machine of a pool, clones one of the same name anew, and prepares it. It prepares it by
 * itself, not by a child: the new one's gate may come before the old one's, which this task holds.
 */
public final class VmGuestRecreationHandler
        implements TaskHandler<VmGuestRecreationHandler.Params, VmGuestRecreationHandler.Recreated> {

    private final Site site;
    private final Preparation preparation;

    VmGuestRecreationHandler(Site site) {
        this.site = site;
        this.preparation = new Preparation(site);
    }

    public record Params(
            @Matches(PoolSettings.POOL_ID) String poolId,
            @Limits(min = 1, max = 200) String vmId) {}

    /** @param vmId of the new one */
    public record Recreated(String name, String formerVmId, String vmId) {}

    @Override
    public TaskDescription<Params> describe() {
        return Descriptions.of("VM_GUEST_RECREATION", Params.class)
                .withRetry(Descriptions.WHILE_AWAY)
                .withGate(Descriptions.POOL_GATE, 1)
                .withGate("vm:{params.vmId}", 1);
    }

    @Override
    public Recreated run(Params params, TaskContext context) throws InterruptedException {
        return Failures.named(() -> {
            context.step("VALIDATING");
            Left left = site.orders().takeUp(context);
            Pool pool = site.pools().inUse(params.poolId());
            if (left.chosen().isEmpty()) {
                left = new Left(null, List.of(nameOf(params)));
                context.checkpoint(left); // once the machine is gone nobody knows its name
            }
            removeOld(params, left, context);
            Vm fresh = madeAnew(pool, left, context);
            context.step("PREPARING");
            preparation.prepare(VmPrepareHandler.Params.of(pool.settings(), fresh), left, context);
            site.settle(pool.id(), true, context);
            return new Recreated(fresh.name(), params.vmId(), fresh.id());
        });
    }

    private String nameOf(Params params) throws InterruptedException {
        return site.vms(params.poolId()).stream()
                .filter(vm -> vm.id().equals(params.vmId()))
                .map(Vm::name)
                .findFirst()
                .orElseThrow(() -> new TaskFailedException(
                        "VM_UNKNOWN",
                        "there is no machine '" + params.vmId() + "' in the pool '" + params.poolId() + "'",
                        false));
    }

    private void removeOld(Params params, Left left, TaskContext context) throws InterruptedException {
        context.step("REMOVING");
        List<Vm> old = site.vms(params.poolId()).stream()
                .filter(vm -> vm.id().equals(params.vmId()))
                .toList();
        site.pools().tell(old, VmStatus.DELETING, context);
        site.orUsual(params.poolId(), old, context, () -> {
            site.remove(params.poolId(), List.of(params.vmId()), left, context);
            return true;
        });
        context.entity(EntityFact.of("vm", params.vmId()).isGone());
    }

    private Vm madeAnew(Pool pool, Left left, TaskContext context) throws InterruptedException {
        context.step("CLONING");
        return site.orUnfinished(pool, context, () -> site.cloneMissing(pool.settings(), left.chosen(), left, context))
                .getFirst();
    }
}
