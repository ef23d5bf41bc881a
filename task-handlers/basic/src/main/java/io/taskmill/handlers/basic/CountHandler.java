package io.taskmill.handlers.basic;

import io.taskmill.handler.Limits;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handler.Texts;
import io.taskmill.model.StatusMessage;
import java.time.Duration;

/** COUNT: counts rounds of about a second. openATTIC's test task, to see the whole way of a task at work. */
public final class CountHandler implements TaskHandler<CountHandler.Params, CountHandler.Counted> {

    /** A round of openATTIC's test task took about as long. */
    public static final Duration ROUND = Duration.ofSeconds(1);

    private final Duration round;

    public CountHandler(Duration round) {
        this.round = round;
    }

    /** @param times rounds; 0 ends at once */
    public record Params(@Limits(max = 86_400) int times) {}

    /** @param counted rounds done */
    public record Counted(int counted) {}

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of("COUNT", Params.class, Texts.load(CountHandler.class, "texts", "COUNT.", "en", "ru"));
    }

    @Override
    public Counted run(Params params, TaskContext context) throws InterruptedException {
        for (int done = 0; done < params.times(); done++) {
            Thread.sleep(round);
            context.progress(
                    (int) (100L * (done + 1) / params.times()), StatusMessage.of("counting", done + 1, params.times()));
        }
        return new Counted(params.times());
    }
}
