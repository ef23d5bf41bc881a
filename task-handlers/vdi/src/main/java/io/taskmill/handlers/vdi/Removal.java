package io.taskmill.handlers.vdi;

import io.taskmill.handler.TaskContext;
import io.taskmill.handlers.vdi.hypervisor.Order;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.model.StatusMessage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Removes machines of a pool: none counts as gone before the hypervisor has it no more. */
final class Removal implements Blocks.Kind {

    /** The last percent is the task's own end. */
    private static final int MOST_PERCENT = 99;

    private final Pools pools;
    private final String pool;
    private final int all;
    private final TaskContext context;
    private int gone;

    Removal(Pools pools, String pool, int all, TaskContext context) {
        this.pools = pools;
        this.pool = pool;
        this.all = all;
        this.context = context;
    }

    @Override
    public String name() {
        return "delete";
    }

    @Override
    public Order order(List<String> items) {
        return new Order.Delete(items);
    }

    @Override
    public List<String> undone(List<String> items) throws InterruptedException {
        Set<String> there = pools.vms(pool).stream().map(Vm::id).collect(Collectors.toSet());
        return items.stream().filter(there::contains).toList();
    }

    @Override
    public void through(List<String> items) throws InterruptedException {
        gone += items.size();
        pools.gone(items, context);
        context.progress(Math.min(MOST_PERCENT, 100 * gone / all), StatusMessage.of("removed", gone, all));
    }
}
