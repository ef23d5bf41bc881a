package io.taskmill.api.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.taskmill.model.GateRule;
import io.taskmill.model.RateRule;
import io.taskmill.model.Recovery;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How tasks are retried, how long they may take, what they pass first, and what becomes of what they have done, of a type or
 * of a task; durations are ISO-8601 texts.
 *
 * @param recovery absent if that is nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"retry", "timeouts", "gates", "rates", "recovery"})
public record PolicyView(
        Retry retry,
        Limits timeouts,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<GateRule> gates,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RateRule> rates,

        @Nullable String recovery) {

    /** As {@link RetryPolicy}. */
    @JsonPropertyOrder({"maxAttempts", "backoff", "maxBackoff", "neverOn"})
    public record Retry(int maxAttempts, Duration backoff, Duration maxBackoff, Set<String> neverOn) {}

    /** As {@link io.taskmill.model.Timeouts}; what has no limit is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"queue", "run", "deadline"})
    public record Limits(
            @Nullable Duration queue,
            @Nullable Duration run,
            @Nullable Duration deadline) {}

    public static PolicyView of(TaskPolicy policy) {
        RetryPolicy retry = policy.retry();
        return new PolicyView(
                new Retry(retry.maxAttempts(), retry.backoff(), retry.maxBackoff(), retry.neverOn()),
                new Limits(
                        policy.timeouts().queue(),
                        policy.timeouts().run(),
                        policy.timeouts().deadline()),
                policy.gates(),
                policy.rates(),
                policy.recovery() == Recovery.NONE ? null : policy.recovery().text());
    }
}
