package io.taskmill.handlers.storage.rbd;

import io.taskmill.handler.Limits;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handler.Texts;
import io.taskmill.handlers.storage.RbdImage;
import io.taskmill.handlers.storage.Sample;
import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.StorageException;
import io.taskmill.handlers.storage.watch.Watch;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.StatusMessage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * COLLECT_RBD_PERFORMANCE: registers an interest in the counters of an RBD image, waits until the cluster has gathered some,
 * and gives the series back. A repeated run registers again, which changes nothing.
 */
public final class CollectRbdPerformanceHandler
        implements TaskHandler<CollectRbdPerformanceHandler.Params, CollectRbdPerformanceHandler.Series> {

    /** A sample takes up to 310 bytes as JSON, and a result 256 KiB. */
    static final int MOST_SAMPLES = 500;

    private static final int USUAL_SAMPLES = 12;
    private static final int WHOLE = 100;
    private static final RetryPolicy RETRY = new RetryPolicy(3, Duration.ofSeconds(5), Duration.ofMinutes(1), Set.of());

    private final StorageCluster cluster;
    private final Watch watch;
    private final Duration longestGap;

    /** @param longestGap how long a run waits for the next sample */
    public CollectRbdPerformanceHandler(StorageCluster cluster, Watch watch, Duration longestGap) {
        this.cluster = cluster;
        this.watch = watch;
        this.longestGap = longestGap;
    }

    /**
     * @param samples how many it waits for; {@value #USUAL_SAMPLES} if absent
     */
    public record Params(
            @Limits(min = 1, max = 200) String pool,
            @Limits(min = 1, max = 200) String image,
            @Limits(min = 1, max = MOST_SAMPLES) @Nullable Integer samples) {}

    /**
     * What was gathered.
     *
     * @param complete whether there are as many samples as were asked for: the cluster may stop gathering before
     * @param samples oldest first
     */
    public record Series(String pool, String image, boolean complete, List<Sample> samples) {

        public Series {
            samples = List.copyOf(samples);
        }
    }

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of(
                        "COLLECT_RBD_PERFORMANCE",
                        Params.class,
                        Texts.load(CollectRbdPerformanceHandler.class, "texts", "COLLECT_RBD_PERFORMANCE.", "en", "ru"))
                .withRetry(RETRY);
    }

    @Override
    public Series run(Params params, TaskContext context) throws InterruptedException {
        RbdImage image = new RbdImage(params.pool(), params.image());
        try {
            context.step("EXECUTING");
            cluster.watchRbd(image);
            context.log("registered an interest in " + image);
            return collected(image, Objects.requireNonNullElse(params.samples(), USUAL_SAMPLES), context);
        } catch (StorageException e) {
            throw e.asFailure();
        }
    }

    private Series collected(RbdImage image, int wanted, TaskContext context) throws InterruptedException {
        long since = watch.now();
        List<Sample> samples = List.of();
        while (true) {
            List<Sample> latest = watch.look(() -> cluster.samples(image, wanted));
            if (latest.size() > samples.size()) {
                since = watch.now();
            }
            samples = latest;
            if (samples.size() >= wanted) {
                context.progress(WHOLE, StatusMessage.of("collected", wanted, image.toString()));
                return new Series(image.pool(), image.image(), true, samples);
            }
            context.progress(
                    WHOLE * samples.size() / wanted,
                    StatusMessage.of("waiting", samples.size(), wanted, image.toString()));
            if (watch.elapsed(since).compareTo(longestGap) >= 0) {
                return cutShort(image, samples, context);
            }
            watch.pause();
        }
    }

    private Series cutShort(RbdImage image, List<Sample> samples, TaskContext context) throws InterruptedException {
        if (samples.isEmpty()) {
            throw new TaskFailedException(
                    "NO_DATA", "the cluster has gathered nothing of " + image + " within " + longestGap, true);
        }
        context.log("the cluster has gathered nothing more within " + longestGap);
        return new Series(image.pool(), image.image(), false, samples);
    }
}
