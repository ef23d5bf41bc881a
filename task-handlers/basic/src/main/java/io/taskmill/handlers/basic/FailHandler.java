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

/** FAIL: fails with the given message, after some rounds if asked to, to see what failures look like. */
public final class FailHandler implements TaskHandler<FailHandler.Params, Void> {

    private final Duration round;

    public FailHandler(Duration round) {
        this.round = round;
    }

    /**
     * @param message becomes the error's text
     * @param afterRounds rounds of about a second before; none if absent
     */
    public record Params(
            @Limits(min = 1, max = 1_000) String message,
            @Limits(max = 86_400) @Nullable Integer afterRounds) {}

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
        throw new TaskFailedException("FAILED_AS_ASKED", params.message(), false);
    }
}
