package io.taskmill.handlers.basic;

import io.taskmill.handler.Limits;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handler.Texts;
import io.taskmill.model.StatusMessage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * FAIL: fails with the given message, after some rounds if asked to, to see what failures look like; or fails only in its
 * first attempts, to see what retries look like.
 */
public final class FailHandler implements TaskHandler<FailHandler.Params, Void> {

    private static final String CODE = "FAILED_AS_ASKED";

    private final Duration round;

    public FailHandler(Duration round) {
        this.round = round;
    }

    /**
     * @param message becomes the error's text
     * @param afterRounds rounds of about a second before; none if absent
     * @param failures how many attempts fail, the next one finishes; all if absent
     * @param retryable whether the error says that another attempt may succeed; false if absent
     * @param retryAfterSeconds how long another attempt is of no use, as the error says then; only with {@code retryable}
     */
    public record Params(
            @Limits(min = 1, max = 1_000) String message,
            @Limits(max = 86_400) @Nullable Integer afterRounds,
            @Limits(max = 1_000) @Nullable Integer failures,
            @Nullable Boolean retryable,
            @Limits(max = 86_400) @Nullable Integer retryAfterSeconds) {

        /** Fails each time, for good. */
        public Params(String message, @Nullable Integer afterRounds) {
            this(message, afterRounds, null, null, null);
        }
    }

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of("FAIL", Params.class, Texts.load(FailHandler.class, "texts", "FAIL.", "en", "ru"));
    }

    @Override
    public @Nullable Void run(Params params, TaskContext context) throws InterruptedException {
        int rounds = params.afterRounds() == null ? 0 : params.afterRounds();
        for (int done = 0; done < rounds; done++) {
            Thread.sleep(round);
            // one round more than there are: a task that fails never shows 100 %
            context.progress((int) (100L * (done + 1) / (rounds + 1)), StatusMessage.of("waiting", done + 1, rounds));
        }
        if (params.failures() != null && context.attempt() > params.failures()) {
            return null;
        }
        throw failure(params);
    }

    private static TaskFailedException failure(Params params) {
        if (!Boolean.TRUE.equals(params.retryable())) {
            return new TaskFailedException(CODE, params.message(), false);
        }
        Integer seconds = params.retryAfterSeconds();
        return new TaskFailedException(CODE, params.message(), seconds == null ? null : Duration.ofSeconds(seconds));
    }
}
