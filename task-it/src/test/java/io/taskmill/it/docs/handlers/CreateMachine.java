package io.taskmill.it.docs.handlers;

import io.taskmill.handler.RollbackStep;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.model.Recovery;
import java.util.Map;

/** Says how to undo each thing before it does it. */
final class CreateMachine implements TaskHandler<CreateMachine.Params, String> {

    private final Cluster cluster;

    CreateMachine(Cluster cluster) {
        this.cluster = cluster;
    }

    record Params(String name, int disks) {}

    record Disk(String name) {}

    interface Cluster {
        void createDisk(String name);

        void deleteDiskIfThere(String name);

        String start(String machine);
    }

    // tag::recovery
    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of("CREATE_MACHINE", Params.class, Map.of()).withRecovery(Recovery.AUTO);
    }
    // end::recovery

    // tag::rollback
    @Override
    public String run(Params params, TaskContext context) throws InterruptedException {
        for (int number = 0; number < params.disks(); number++) {
            Disk disk = new Disk(params.name() + "-" + number);
            context.onRollback("DISK_" + number, disk);
            cluster.createDisk(disk.name());
        }
        return cluster.start(params.name());
    }

    @Override
    public void rollback(Params params, RollbackStep step, TaskContext context) {
        cluster.deleteDiskIfThere(step.params(Disk.class).name());
    }
    // end::rollback
}
