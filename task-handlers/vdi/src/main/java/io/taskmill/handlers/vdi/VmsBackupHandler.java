package io.taskmill.handlers.vdi;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.Children;
import io.taskmill.handler.Limits;
import io.taskmill.handler.Matches;
import io.taskmill.handler.SpawnedFamily;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handlers.vdi.hypervisor.HypervisorException;
import io.taskmill.handlers.vdi.hypervisor.Order;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.model.EntityRef;
import io.taskmill.model.OnFailure;
import io.taskmill.model.StatusMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * VMS_BACKUP: backs up a machine, or each machine of a pool as a child of its own. Thin clones are refused: most of their
 * disk is their template's.
 */
public final class VmsBackupHandler implements TaskHandler<VmsBackupHandler.Params, VmsBackupHandler.BackedUp> {

    private final Site site;

    VmsBackupHandler(Site site) {
        this.site = site;
    }

    /**
     * What is backed up.
     *
     * @param target {@code vm} or {@code pool}
     * @param id of that
     */
    public record Params(
            @Matches("vm|pool") String target,
            @Limits(min = 1, max = 200) String id) {

        static Params vm(String id) {
            return new Params("vm", id);
        }

        boolean ofPool() {
            return target.equals("pool");
        }
    }

    /** How many machines were backed up, and how many were to be. */
    public record BackedUp(int vms, int asked) {}

    @Override
    public TaskDescription<Params> describe() {
        return Descriptions.of("VMS_BACKUP", Params.class)
                .withRetry(Descriptions.WHILE_AWAY)
                .withGate("{params.target}:{params.id}", 1);
    }

    @Override
    public @Nullable BackedUp run(Params params, TaskContext context) throws InterruptedException {
        context.step("VALIDATING");
        if (params.ofPool()) {
            Failures.named(() -> spawn(params.id(), context));
            return null;
        }
        return Failures.named(() -> backUp(params.id(), context));
    }

    private BackedUp backUp(String id, TaskContext context) throws InterruptedException {
        Left left = site.orders().takeUp(context);
        Vm vm = site.hypervisor()
                .vm(id)
                .orElseThrow(() -> new TaskFailedException("VM_UNKNOWN", "there is no machine '" + id + "'", false));
        requireThick(List.of(vm));
        backUp(vm, left, context);
        return new BackedUp(1, 1);
    }

    private static void requireThick(List<Vm> vms) {
        vms.stream().filter(Vm::thin).findFirst().ifPresent(thin -> {
            throw new TaskFailedException(
                    "THIN_CLONE", "'" + thin.name() + "' is a thin clone, which has no disk of its own", false);
        });
    }

    private boolean spawn(String pool, TaskContext context) throws InterruptedException {
        site.pools().inUse(pool);
        List<Vm> vms = site.vms(pool);
        requireThick(vms);
        List<ChildTask> children = vms.stream()
                .map(vm -> ChildTask.of("VMS_BACKUP", Params.vm(vm.id()))
                        .named(vm.name())
                        .on(new EntityRef("vm", vm.id())))
                .toList();
        context.spawn(Children.parallel(children).onFailure(OnFailure.CONTINUE));
        return true;
    }

    /** Under a name that outlives the run: a run that comes again makes no second one. */
    private void backUp(Vm vm, Left left, TaskContext context) throws InterruptedException {
        String name = "task-" + context.task().value();
        if (!vm.backups().contains(name)) {
            context.step("EXECUTING");
            context.entity(Pools.fact(vm, VmStatus.SERVICE));
            try {
                site.orders().carryOutWhole("backup", new Order.Backup(vm.id(), name), left, context);
            } catch (HypervisorException | TaskFailedException | InterruptedException e) {
                tellUsual(vm, context, e);
                throw e;
            }
        }
        context.entity(Pools.usual(vm));
        context.progress(100, StatusMessage.of("backedUp", 1, 1));
    }

    private static void tellUsual(Vm vm, TaskContext context, Exception reason) {
        try {
            context.entity(Pools.usual(vm));
        } catch (InterruptedException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public BackedUp end(Params params, SpawnedFamily family, TaskContext context) {
        int done = family.summary().finished();
        int asked = family.summary().children();
        context.progress(100, StatusMessage.of("backedUp", done, asked));
        return new BackedUp(done, asked);
    }
}
