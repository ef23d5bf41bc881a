package io.taskmill.handlers.basic;

import io.taskmill.handler.Limits;
import io.taskmill.handler.RollbackStep;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handler.Texts;
import io.taskmill.model.Recovery;
import io.taskmill.model.StatusMessage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * BUILD: lays storeys one on the other, a round for each, says first how each is taken down again, and finds at the end that
 * the ground does not bear them, to see what a rollback looks like. It is all in the mind: nothing is built.
 */
public final class BuildHandler implements TaskHandler<BuildHandler.Params, BuildHandler.Result> {

    private static final int MOST_STOREYS = 100;

    private final Duration round;

    public BuildHandler(Duration round) {
        this.round = round;
    }

    /**
     * @param storeys how many it lays
     * @param holds whether the ground bears them, so that it finishes; false if absent
     * @param stuck the storey that cannot be taken down; none if absent
     */
    public record Params(
            @Limits(min = 1, max = MOST_STOREYS) int storeys,
            @Nullable Boolean holds,
            @Limits(min = 1, max = MOST_STOREYS) @Nullable Integer stuck) {}

    /** How many it has laid. */
    public record Result(int storeys) {}

    /** What it takes to take one down. */
    public record Storey(int number) {}

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of("BUILD", Params.class, Texts.load(BuildHandler.class, "texts", "BUILD.", "en", "ru"))
                .withRecovery(Recovery.AUTO);
    }

    @Override
    public Result run(Params params, TaskContext context) throws InterruptedException {
        for (int storey = 1; storey <= params.storeys(); storey++) {
            context.onRollback("STOREY_" + storey, new Storey(storey));
            Thread.sleep(round);
            // one round more than there are: a task that fails never shows 100 %
            context.progress(100 * storey / (params.storeys() + 1), StatusMessage.of("laid", storey, params.storeys()));
        }
        if (Boolean.TRUE.equals(params.holds())) {
            return new Result(params.storeys());
        }
        throw new TaskFailedException("SUBSIDENCE", "the ground does not bear it", false);
    }

    @Override
    public void rollback(Params params, RollbackStep step, TaskContext context) throws InterruptedException {
        int storey = step.params(Storey.class).number();
        Thread.sleep(round);
        if (params.stuck() != null && params.stuck() == storey) {
            throw new TaskFailedException("STUCK", "storey " + storey + " cannot be taken down", true);
        }
        context.log("storey " + storey + " is down");
        context.progress(0, StatusMessage.of("down", storey, params.storeys()));
    }
}
