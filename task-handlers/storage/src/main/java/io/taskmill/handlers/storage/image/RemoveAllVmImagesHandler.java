package io.taskmill.handlers.storage.image;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.Children;
import io.taskmill.handler.Limits;
import io.taskmill.handler.SpawnedFamily;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handler.Texts;
import io.taskmill.handlers.storage.Image;
import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.StorageException;
import io.taskmill.handlers.storage.watch.Watch;
import io.taskmill.model.EntityRef;
import io.taskmill.model.OnFailure;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.Summary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * REMOVE_ALL_VM_IMAGES: has a REMOVE_IMAGE for each image that a virtual machine has at this moment. One that fails stops no
 * other.
 */
public final class RemoveAllVmImagesHandler
        implements TaskHandler<RemoveAllVmImagesHandler.Params, RemoveAllVmImagesHandler.Removed> {

    private final StorageCluster cluster;
    private final Watch watch;

    public RemoveAllVmImagesHandler(StorageCluster cluster, Watch watch) {
        this.cluster = cluster;
        this.watch = watch;
    }

    /** @param vmId whose images */
    public record Params(@Limits(min = 1, max = 200) String vmId) {}

    /** How many images there were to remove. */
    record Found(int images) {}

    /**
     * How it went.
     *
     * @param images how many there were
     * @param removed how many of them are gone
     */
    public record Removed(int images, int removed) {}

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of(
                        "REMOVE_ALL_VM_IMAGES",
                        Params.class,
                        Texts.load(RemoveAllVmImagesHandler.class, "texts", "REMOVE_ALL_VM_IMAGES.", "en", "ru"))
                .withGate(Gates.VM, 1)
                .withRetry(Looks.RETRY);
    }

    @Override
    public @Nullable Removed run(Params params, TaskContext context) throws InterruptedException {
        try {
            context.step("VALIDATING");
            List<Image> images = watch.look(() -> cluster.imagesOf(params.vmId()));
            if (images.isEmpty()) {
                context.log("there are no images");
                context.progress(100, StatusMessage.of("removed", 0, 0));
                return new Removed(0, 0);
            }
            tell(images, context);
            context.progress(0, StatusMessage.of("removing", images.size()));
            context.step("EXECUTING");
            context.spawn(Children.parallel(images.stream()
                            .map(RemoveAllVmImagesHandler::removal)
                            .toList())
                    .onFailure(OnFailure.CONTINUE)
                    .saving(new Found(images.size())));
            return null;
        } catch (StorageException e) {
            throw e.asFailure();
        }
    }

    private static void tell(List<Image> images, TaskContext context) throws InterruptedException {
        for (int from = 0; from < images.size(); from += TaskContext.MOST_FACTS) {
            List<Image> some = images.subList(from, Math.min(images.size(), from + TaskContext.MOST_FACTS));
            context.entities(some.stream().map(ImageFacts::asItIs).toList());
        }
    }

    private static ChildTask removal(Image image) {
        return ChildTask.of("REMOVE_IMAGE", new RemoveImageHandler.Params(image.id()))
                .named(image.name())
                .on(new EntityRef(ImageFacts.TYPE, image.id()));
    }

    @Override
    public Removed end(Params params, SpawnedFamily family, TaskContext context) throws InterruptedException {
        Summary summary = family.summary();
        int images = family.state(Found.class).map(Found::images).orElse(summary.children());
        context.step("FINALIZING");
        for (Summary.Failure failure : summary.failures()) {
            context.log(failure.name() + " is left: " + failure.code() + " " + failure.text());
        }
        // a task that fails never shows 100 %
        context.progress(100 * summary.finished() / images, StatusMessage.of("removed", summary.finished(), images));
        return new Removed(images, summary.finished());
    }
}
