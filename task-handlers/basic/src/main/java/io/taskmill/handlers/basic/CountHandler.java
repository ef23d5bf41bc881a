package io.taskmill.handlers.basic;

import io.taskmill.handler.Limits;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handler.Texts;
import io.taskmill.model.StatusMessage;
import java.time.Duration;

/**
 * COUNT: counts rounds of about a second. openATTIC's test task, to see the whole way of a task at work. Its next run goes
 * on where the last one was.
 */
public final class CountHandler implements TaskHandler<CountHandler.Params, CountHandler.Counted> {

    /** A round of openATTIC's test task took about as long. */
    public static final Duration ROUND = Duration.ofSeconds(1);

    private final Duration round;

    /** Not more than one checkpoint a second, however short a round is. */
    private final long roundsPerCheckpoint;

    public CountHandler(Duration round) {
        this.round = round;
        this.roundsPerCheckpoint = Math.max(1, ROUND.dividedBy(round));
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
        int from = Math.min(
                context.lastCheckpoint(Counted.class).map(Counted::counted).orElse(0), params.times());
        if (from == params.times()) {
            return new Counted(from); // of many tasks that do nothing none is to cost more than its own messages
        }
        context.log(from == 0 ? "counting to " + params.times() : "going on at " + from + " of " + params.times());
        for (int done = from; done < params.times(); done++) {
            Thread.sleep(round);
            context.progress(
                    (int) (100L * (done + 1) / params.times()), StatusMessage.of("counting", done + 1, params.times()));
            if ((done + 1) % roundsPerCheckpoint == 0) {
                context.checkpoint(new Counted(done + 1));
            }
        }
        context.log("counted to " + params.times());
        return new Counted(params.times());
    }
}
