package io.taskmill.api.submit;

import io.taskmill.api.problem.Violation;
import io.taskmill.model.Recovery;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a submission says of retries, timeouts and recovery; a member that is null is the type's. */
record AskedPolicy(Retry retry, Limits timeouts, @Nullable Recovery recovery) {

    static final AskedPolicy NOTHING =
            new AskedPolicy(new Retry(null, null, null, null), new Limits(null, null, null), null);

    /** As {@link RetryPolicy}. */
    record Retry(
            @Nullable Integer maxAttempts,
            @Nullable Duration backoff,
            @Nullable Duration maxBackoff,
            @Nullable Set<String> neverOn) {}

    /** As {@link Timeouts}. */
    record Limits(
            @Nullable Duration queue,
            @Nullable Duration run,
            @Nullable Duration deadline) {}

    /** What is asked for that contradicts what the type says of the rest. */
    List<Violation> contradictions(TaskPolicy type) {
        Duration backoff = or(retry.backoff, type.retry().backoff());
        Duration maxBackoff = or(retry.maxBackoff, type.retry().maxBackoff());
        if (maxBackoff.compareTo(backoff) >= 0) {
            return List.of();
        }
        return List.of(
                retry.maxBackoff == null
                        ? new Violation(
                                "/retry/backoff",
                                "is " + backoff + ", more than the type's maxBackoff, " + maxBackoff
                                        + ": give maxBackoff as well")
                        : new Violation(
                                "/retry/maxBackoff",
                                "is " + maxBackoff + ", less than the type's backoff, " + backoff
                                        + ": give backoff as well"));
    }

    /**
     * The type's policy with what is asked for put over it.
     *
     * @throws IllegalArgumentException if there are {@link #contradictions}
     */
    TaskPolicy over(TaskPolicy type) {
        return new TaskPolicy(
                new RetryPolicy(
                        or(retry.maxAttempts, type.retry().maxAttempts()),
                        or(retry.backoff, type.retry().backoff()),
                        or(retry.maxBackoff, type.retry().maxBackoff()),
                        or(retry.neverOn, type.retry().neverOn())),
                new Timeouts(
                        timeouts.queue == null ? type.timeouts().queue() : timeouts.queue,
                        timeouts.run == null ? type.timeouts().run() : timeouts.run,
                        timeouts.deadline == null ? type.timeouts().deadline() : timeouts.deadline),
                type.strictStart(),
                type.gates(),
                type.rates(),
                or(recovery, type.recovery()));
    }

    private static <T> T or(@Nullable T asked, T ofType) {
        return asked == null ? ofType : asked;
    }
}
