package io.taskmill.handlers.vdi;

import io.taskmill.handler.TaskContext;
import io.taskmill.handlers.vdi.hypervisor.Order;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.model.StatusMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Clones machines of a pool: what is done is told by which names are there. */
final class Cloning implements Blocks.Kind {

    /** Of the progress of a task that prepares them afterwards. */
    private static final int PERCENT = 50;

    private final Pools pools;
    private final PoolSettings settings;
    private final Set<String> wanted;
    private final TaskContext context;

    Cloning(Pools pools, PoolSettings settings, List<String> names, TaskContext context) {
        this.pools = pools;
        this.settings = settings;
        this.wanted = Set.copyOf(names);
        this.context = context;
    }

    @Override
    public String name() {
        return "clone";
    }

    @Override
    public Order order(List<String> items) {
        return new Order.Clone(settings.templateId(), settings.poolId(), settings.controllerId(), items);
    }

    @Override
    public List<String> undone(List<String> items) throws InterruptedException {
        Set<String> there = made().stream().map(Vm::name).collect(Collectors.toSet());
        return items.stream().filter(item -> !there.contains(item)).toList();
    }

    @Override
    public void through(List<String> items) throws InterruptedException {
        Set<String> fresh = new HashSet<>(items);
        List<Vm> made = made();
        pools.tell(made.stream().filter(vm -> fresh.contains(vm.name())).toList(), VmStatus.CREATING, context);
        context.progress(PERCENT * made.size() / wanted.size(), StatusMessage.of("cloned", made.size(), wanted.size()));
    }

    /** Those of them that are there. */
    List<Vm> made() throws InterruptedException {
        return pools.vms(settings.poolId()).stream()
                .filter(vm -> wanted.contains(vm.name()))
                .toList();
    }
}
