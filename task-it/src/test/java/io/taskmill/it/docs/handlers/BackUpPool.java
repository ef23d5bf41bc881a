package io.taskmill.it.docs.handlers;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.Children;
import io.taskmill.handler.SpawnedFamily;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Summary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has a child for each machine of a pool. */
final class BackUpPool implements TaskHandler<BackUpPool.Params, BackUpPool.Report> {

    /** What machines a pool has, and what is to be done when all of them are backed up. */
    interface Pools {

        List<String> machinesOf(String pool);

        String beginCatalogue(String pool);

        void closeCatalogue(String catalogue, int machines);
    }

    record Params(String pool) {}

    record BackUpMachine(String machine) {}

    record Saved(String catalogue) {}

    record Report(int backedUp, int failed) {}

    private final Pools pools;

    BackUpPool(Pools pools) {
        this.pools = pools;
    }

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of("BACK_UP_POOL", Params.class, Map.of());
    }

    // tag::spawn
    @Override
    public @Nullable Report run(Params params, TaskContext context) throws InterruptedException {
        List<ChildTask> children = pools.machinesOf(params.pool()).stream()
                .map(machine -> ChildTask.of("BACK_UP_MACHINE", new BackUpMachine(machine))
                        .named(machine))
                .toList();
        context.spawn(Children.parallel(children)
                .onFailure(OnFailure.CONTINUE)
                .saving(new Saved(pools.beginCatalogue(params.pool()))));
        return null;
    }
    // end::spawn

    // tag::end
    @Override
    public Report end(Params params, SpawnedFamily family, TaskContext context) {
        Summary summary = family.summary();
        family.state(Saved.class).ifPresent(saved -> pools.closeCatalogue(saved.catalogue(), summary.finished()));
        return new Report(summary.finished(), summary.unsuccessful());
    }
    // end::end
}
