package io.taskmill.handlers.storage.image;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.Children;
import io.taskmill.handler.EntityFact;
import io.taskmill.handler.Limits;
import io.taskmill.handler.SpawnedFamily;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handler.Texts;
import io.taskmill.handlers.storage.Image;
import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.StorageException;
import io.taskmill.handlers.storage.Vm;
import io.taskmill.handlers.storage.watch.Watch;
import io.taskmill.model.OnFailure;
import io.taskmill.model.StatusMessage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * REMOVE_VM: removes all images of a virtual machine, by a REMOVE_ALL_VM_IMAGES, and then what the cluster knows of the
 * machine itself. As long as one image is left the machine stays. A repeated or retried run looks at what is there.
 */
public final class RemoveVmHandler implements TaskHandler<RemoveVmHandler.Params, RemoveVmHandler.Removed> {

    private static final String VM = "vm";

    private final StorageCluster cluster;
    private final Watch watch;

    public RemoveVmHandler(StorageCluster cluster, Watch watch) {
        this.cluster = cluster;
        this.watch = watch;
    }

    /** @param vmId which machine */
    public record Params(@Limits(min = 1, max = 200) String vmId) {}

    /** The machine as it was called. */
    record Named(String name) {}

    /** The machine that is no more. */
    public record Removed(String vmId, String name) {}

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of(
                        "REMOVE_VM", Params.class, Texts.load(RemoveVmHandler.class, "texts", "REMOVE_VM.", "en", "ru"))
                .withGate(Gates.VM, 1)
                .withRetry(Looks.RETRY);
    }

    @Override
    public @Nullable Removed run(Params params, TaskContext context) throws InterruptedException {
        try {
            context.step("VALIDATING");
            String name = nameOf(params.vmId());
            context.entity(fact(params.vmId(), name).is("REMOVING"));
            context.progress(0, StatusMessage.of("images", name));
            context.step("EXECUTING");
            context.spawn(Children.parallel(List.of(
                            ChildTask.of("REMOVE_ALL_VM_IMAGES", new RemoveAllVmImagesHandler.Params(params.vmId()))
                                    .named(name)))
                    .onFailure(OnFailure.CONTINUE)
                    .saving(new Named(name)));
            return null;
        } catch (StorageException e) {
            throw e.asFailure();
        }
    }

    /** A machine that is not described can have images all the same: those of a removal that nobody has ended. */
    private String nameOf(String vmId) throws InterruptedException {
        Optional<Vm> vm = watch.look(() -> cluster.vm(vmId));
        if (vm.isPresent()) {
            return vm.get().name();
        }
        List<Image> images = watch.look(() -> cluster.imagesOf(vmId));
        if (images.isEmpty()) {
            throw new TaskFailedException("UNKNOWN_VM", "the cluster knows no virtual machine " + vmId, false);
        }
        return vmId;
    }

    @Override
    public @Nullable Removed end(Params params, SpawnedFamily family, TaskContext context) throws InterruptedException {
        String name = family.state(Named.class).map(Named::name).orElse(params.vmId());
        context.step("FINALIZING");
        if (family.summary().unsuccessful() > 0) {
            context.log("images are left, so " + name + " is left as well; a retry removes what is left");
            context.entity(fact(params.vmId(), name).is("IMAGES_LEFT"));
            return null;
        }
        try {
            watch.look(() -> {
                cluster.removeVm(params.vmId());
                return params;
            });
        } catch (StorageException e) {
            throw e.asFailure();
        }
        context.entity(fact(params.vmId(), name).isGone());
        context.progress(100, StatusMessage.of("removed", name));
        return new Removed(params.vmId(), name);
    }

    private static EntityFact fact(String vmId, String name) {
        return EntityFact.of(VM, vmId).with("name", name);
    }
}
