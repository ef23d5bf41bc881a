package io.taskmill.handlers.storage.image;

import io.taskmill.handler.Limits;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handler.Texts;
import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.StorageException;
import io.taskmill.handlers.storage.watch.Watch;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Timeouts;
import java.time.Duration;
import java.util.Set;

/**
 * REMOVE_IMAGE: removes an image by an operation of the cluster, whose id derives from the task's, so that a repeated run
 * finds it.
 *
 * <p>An image that is not there is success in two cases only: the task's own operation has ended well, or the task has never
 * asked for one, so that there was nothing to remove. In any other case nobody knows what became of it, and the task fails.
 */
public final class RemoveImageHandler implements TaskHandler<RemoveImageHandler.Params, RemoveImageHandler.Removed> {

    private static final RetryPolicy RETRY = new RetryPolicy(5, Duration.ofSeconds(5), Duration.ofMinutes(2), Set.of());

    /** An operation that does not get on for so long is given up. */
    static final Duration STALLED = Duration.ofMinutes(30);

    private final StorageCluster cluster;
    private final Watch watch;

    public RemoveImageHandler(StorageCluster cluster, Watch watch) {
        this.cluster = cluster;
        this.watch = watch;
    }

    /** @param imageId which image */
    public record Params(@Limits(min = 1, max = 200) String imageId) {}

    /**
     * The image that is no more.
     *
     * @param wasThere whether there was anything to remove
     * @param freedBytes its size
     */
    public record Removed(String imageId, boolean wasThere, long freedBytes) {}

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of(
                        "REMOVE_IMAGE",
                        Params.class,
                        Texts.load(RemoveImageHandler.class, "texts", "REMOVE_IMAGE.", "en", "ru"))
                .withGate(Gates.IMAGE, 1)
                .withRetry(RETRY)
                .withTimeouts(new Timeouts(null, STALLED, null));
    }

    @Override
    public Removed run(Params params, TaskContext context) throws InterruptedException {
        try {
            return new Removal(cluster, watch, context, params.imageId()).carryOut();
        } catch (StorageException e) {
            throw e.asFailure();
        }
    }
}
