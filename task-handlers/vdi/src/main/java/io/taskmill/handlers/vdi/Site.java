package io.taskmill.handlers.vdi;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.Children;
import io.taskmill.handler.TaskContext;
import io.taskmill.handlers.vdi.hypervisor.Hypervisor;
import io.taskmill.handlers.vdi.hypervisor.HypervisorException;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.model.EntityRef;
import io.taskmill.model.OnFailure;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the handlers have in common: a hypervisor, its pools, and how machines come and go there. */
final class Site {

    private final Orders orders;
    private final Pools pools;

    Site(Hypervisor hypervisor, Pacing pacing) {
        this.orders = new Orders(hypervisor, pacing);
        this.pools = new Pools(orders.hypervisor());
    }

    Hypervisor hypervisor() {
        return orders.hypervisor();
    }

    Orders orders() {
        return orders;
    }

    Pools pools() {
        return pools;
    }

    List<Vm> vms(String pool) throws InterruptedException {
        return pools.vms(pool);
    }

    /** Clones those of the names that are not there. */
    List<Vm> cloneMissing(PoolSettings settings, List<String> names, Left left, TaskContext context)
            throws InterruptedException {
        Cloning cloning = new Cloning(pools, settings, names, context);
        new Blocks(orders, left, context).carryOut(cloning, names);
        return cloning.made();
    }

    /** Removes those of the machines that are there. */
    void remove(String pool, List<String> ids, Left left, TaskContext context) throws InterruptedException {
        new Blocks(orders, left, context).carryOut(new Removal(pools, pool, ids.size(), context), ids);
    }

    /** Has all of them prepared, as the pool's settings ask for it. */
    void prepare(PoolSettings settings, List<Vm> vms, TaskContext context) throws InterruptedException {
        List<ChildTask> children = vms.stream()
                .map(vm -> ChildTask.of("VM_PREPARE", VmPrepareHandler.Params.of(settings, vm))
                        .named(vm.name())
                        .on(new EntityRef("vm", vm.id())))
                .toList();
        context.spawn(Children.parallel(children).onFailure(OnFailure.CONTINUE));
    }

    /** Carries it out; if that does not come to its end, the pool is as what is there makes it. */
    <R> R orUnfinished(Pool pool, TaskContext context, Failures.Deed<R> deed) throws InterruptedException {
        try {
            return deed.carryOut();
        } catch (RuntimeException | InterruptedException e) {
            leave(pool, context, e);
            throw e;
        }
    }

    /** Carries it out; if that does not come to its end, what is left of the machines is as it was before. */
    <R> R orUsual(String pool, List<Vm> vms, TaskContext context, Failures.Deed<R> deed) throws InterruptedException {
        try {
            return deed.carryOut();
        } catch (RuntimeException | InterruptedException e) {
            tellWhatIsLeft(pool, vms, context, e);
            throw e;
        }
    }

    private void tellWhatIsLeft(String pool, List<Vm> vms, TaskContext context, Exception reason) {
        try {
            Set<String> ids = vms.stream().map(Vm::id).collect(Collectors.toSet());
            pools.tellUsual(
                    orders.direct().vms(pool).stream()
                            .filter(vm -> ids.contains(vm.id()))
                            .toList(),
                    context);
        } catch (HypervisorException | InterruptedException e) {
            reason.addSuppressed(e);
        }
    }

    /** At once or not at all: whoever ends a run does not wait for long. */
    private void leave(Pool unfinished, TaskContext context, Exception reason) {
        try {
            int vms = orders.direct().vms(unfinished.id()).size();
            Pool left = unfinished.with(Pools.statusAfter(unfinished.settings(), vms, false));
            orders.direct().describePool(left.id(), left);
            context.entity(left.fact(vms));
        } catch (HypervisorException | InterruptedException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * Says what a pool is when a task on it has come to its end: whatever is missing or unprepared makes it PARTIAL.
     *
     * @param allWell whether nothing that the task has tried is known to have failed
     * @return how many machines it has
     */
    int settle(String poolId, boolean allWell, TaskContext context) throws InterruptedException {
        List<Vm> vms = vms(poolId);
        Pool pool = pools.find(poolId).orElse(null);
        if (pool != null && pool.status() != PoolStatus.DELETING) {
            PoolSettings settings = pool.settings();
            boolean prepared =
                    vms.stream().allMatch(vm -> Preparation.isDone(VmPrepareHandler.Params.of(settings, vm), vm));
            pools.put(pool.with(Pools.statusAfter(settings, vms.size(), allWell && prepared)), context);
        }
        return vms.size();
    }
}
