package io.taskmill.handlers.storage.image;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handlers.storage.Image;
import io.taskmill.handlers.storage.Operation;
import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.StorageException;
import io.taskmill.handlers.storage.image.RemoveImageHandler.Removed;
import io.taskmill.handlers.storage.watch.Watch;
import io.taskmill.model.StatusMessage;
import java.time.Duration;
import java.util.Optional;

/** One run of a REMOVE_IMAGE. It goes on from whatever line an earlier one has died at. */
final class Removal {

    /** A worker that is stopped leaves its runs 10 s; an answer of the cluster may take a part of them. */
    private static final Duration TO_CANCEL = Duration.ofSeconds(3);

    private static final int NEARLY = 99;

    private final StorageCluster cluster;
    private final Watch watch;
    private final TaskContext context;
    private final String imageId;

    Removal(StorageCluster cluster, Watch watch, TaskContext context, String imageId) {
        this.cluster = cluster;
        this.watch = watch;
        this.context = context;
        this.imageId = imageId;
    }

    Removed carryOut() throws InterruptedException {
        context.step("VALIDATING");
        Optional<Asked> left = context.lastCheckpoint(Asked.class);
        Optional<Image> image = watch.look(() -> cluster.image(imageId));
        if (left.isEmpty()) {
            return image.isPresent() ? ask(Asked.first(image.get()), image.get()) : neverThere();
        }
        return left.get().sent() ? goOn(left.get(), image) : askAnew(left.get(), image);
    }

    private Removed neverThere() throws InterruptedException {
        context.log("the cluster has no such image, and this task has never asked for its removal");
        context.entity(ImageFacts.gone(imageId));
        context.progress(100, StatusMessage.of("absent"));
        return new Removed(imageId, false, 0);
    }

    /** An earlier run may have come as far as asking. */
    private Removed goOn(Asked asked, Optional<Image> image) throws InterruptedException {
        String id = asked.operationOf(context.task());
        Optional<Operation> operation = watch.look(() -> find(id));
        if (operation.isEmpty()) {
            return ask(asked, image.orElseThrow(() -> unknown(id)));
        }
        if (operation.get().state() == Operation.State.CANCELLED) {
            return askAnew(asked.over(), image); // an earlier run has stopped it when it was stopped itself
        }
        return follow(asked);
    }

    private Optional<Operation> find(String id) throws InterruptedException {
        try {
            return Optional.of(cluster.operation(id));
        } catch (StorageException.UnknownOperation e) {
            return Optional.empty(); // the caller looks whether it can never have begun
        }
    }

    private Removed askAnew(Asked asked, Optional<Image> image) throws InterruptedException {
        Image there = image.orElseThrow(() -> new TaskFailedException(
                "GONE_UNEXPLAINED",
                "image " + imageId + " is gone, but no operation of this task is known to have removed it",
                false));
        return ask(asked.again(), there);
    }

    private Removed ask(Asked asked, Image image) throws InterruptedException {
        context.checkpoint(asked);
        context.entity(ImageFacts.removing(image));
        context.step("EXECUTING");
        context.progress(0, StatusMessage.of("removing", asked.name()));
        String id = asked.operationOf(context.task());
        try {
            Operation operation = cluster.removeImage(imageId, id);
            context.log("operation " + operation.id() + " removes " + asked.name());
        } catch (InterruptedException e) {
            stop(asked);
            throw e;
        }
        return follow(asked);
    }

    private Removed follow(Asked asked) throws InterruptedException {
        String id = asked.operationOf(context.task());
        int furthest = 0;
        try {
            while (true) {
                Operation operation = watch.look(() -> cluster.operation(id));
                switch (operation.state()) {
                    case RUNNING -> {
                        if (operation.percent() > furthest) {
                            furthest = operation.percent();
                            context.extend(RemoveImageHandler.STALLED);
                        }
                        context.progress(
                                Math.min(operation.percent(), NEARLY), StatusMessage.of("removing", asked.name()));
                        watch.pause();
                    }
                    case DONE -> {
                        return done(asked);
                    }
                    case FAILED ->
                        throw over(
                                asked,
                                "REMOVAL_FAILED",
                                "the cluster could not remove " + asked.name() + ": " + operation.error(),
                                false);
                    case CANCELLED -> // as a run does that was replaced, and hears of it late
                        throw over(
                                asked,
                                "REMOVAL_CANCELLED",
                                "the removal of " + asked.name() + " was cancelled in the cluster",
                                true);
                }
            }
        } catch (InterruptedException e) {
            stop(asked);
            throw e;
        }
    }

    private Removed done(Asked asked) throws InterruptedException {
        context.step("FINALIZING");
        Optional<Image> image = watch.look(() -> cluster.image(imageId));
        if (image.isPresent()) {
            throw over(
                    asked,
                    "STILL_THERE",
                    "the cluster says that it has removed " + asked.name() + ", and has it",
                    false);
        }
        context.entity(ImageFacts.gone(imageId));
        context.progress(100, StatusMessage.of("removed", asked.name()));
        return new Removed(imageId, true, asked.sizeBytes());
    }

    /** This operation has ended without success, which is known; the next run of the task begins another one. */
    private TaskFailedException over(Asked asked, String code, String text, boolean retryable)
            throws InterruptedException {
        tellAsItIs(watch.look(() -> cluster.image(imageId)));
        context.checkpoint(asked.over());
        return new TaskFailedException(code, text, retryable);
    }

    private TaskFailedException unknown(String operationId) {
        return new TaskFailedException(
                "UNKNOWN_OPERATION",
                "image " + imageId + " is gone, but the cluster knows nothing of operation " + operationId
                        + " that was to remove it",
                false);
    }

    private void tellAsItIs(Optional<Image> image) throws InterruptedException {
        context.entity(image.map(ImageFacts::asItIs).orElseGet(() -> ImageFacts.gone(imageId)));
    }

    /** The run must stop, and what it has begun in the cluster with it. What is removed by then stays removed. */
    private void stop(Asked asked) throws InterruptedException {
        String id = asked.operationOf(context.task());
        long since = watch.now();
        try {
            Operation operation = cluster.cancel(id);
            while (operation.state() == Operation.State.RUNNING
                    && watch.elapsed(since).compareTo(TO_CANCEL) < 0) {
                watch.pause();
                operation = cluster.operation(id);
            }
            context.log("operation " + id + " is " + operation.state());
            tellAsItIs(cluster.image(imageId));
        } catch (StorageException e) {
            context.log("operation " + id + " may go on in the cluster: " + e.getMessage());
        }
    }
}
