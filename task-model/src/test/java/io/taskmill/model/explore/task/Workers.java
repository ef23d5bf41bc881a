package io.taskmill.model.explore.task;

import io.taskmill.model.explore.Model.Kind;
import io.taskmill.model.explore.Model.Steps;
import io.taskmill.model.explore.task.Setting.Chance;
import io.taskmill.model.explore.task.Worker.Loss;
import io.taskmill.model.explore.task.Worker.Stage;
import io.taskmill.model.task.Task;

/** Two workers, each with one slot, that take commands, ask or begin, report, and do as they are told. */
final class Workers {

    private final Setting setting;

    Workers(Setting setting) {
        this.setting = setting;
    }

    void steps(World world, Steps<World> steps) {
        for (int number = 0; number < RunNumber.WORKERS; number++) {
            Worker worker = world.worker(number);
            RunNumber run = new RunNumber(number, worker.epoch());
            switch (worker.stage()) {
                case IDLE -> takes(world, number, steps);
                case ASKING -> asks(world, run, steps);
                case AT_WORK -> works(world, run, steps);
                case STOPPING -> stops(world, run, steps);
                case GONE -> {}
            }
            loss(world, number, steps);
        }
    }

    /** Workers are alike, so the first who takes anything is number 0, as long as it lives. */
    private void takes(World world, int number, Steps<World> steps) {
        if (number > 0 && world.reports() == 0 && world.first().loss() == Loss.NONE) {
            return;
        }
        for (int epoch = 1; epoch <= setting.epochs(); epoch++) {
            RunNumber run = new RunNumber(number, epoch);
            if (world.reported(Report.ASK, run) || world.reported(Report.START, run) || !worthTaking(world, run)) {
                continue;
            }
            if (world.is(Command.FRESH, epoch)) {
                World taken = world.without(Command.FRESH, epoch);
                boolean asks = setting.policy().strictStart() || isRollback(run);
                begins(taken, run, asks, "takes the command", steps);
            }
            if (world.is(Command.AGAIN, epoch)) {
                begins(world, run, true, "takes the command that is there again", steps);
            }
        }
    }

    /** A zombie takes commands until it is told; each costs an epoch, of which this world has few. */
    private boolean worthTaking(World world, RunNumber run) {
        return world.worker(run.worker()).loss() == Loss.NONE || run.epoch() < setting.epochs() - 1;
    }

    private static void begins(World world, RunNumber run, boolean asking, String how, Steps<World> steps) {
        Stage stage = asking ? Stage.ASKING : Stage.AT_WORK;
        World next = world.with(run.worker(), world.worker(run.worker()).with(stage, run.epoch()))
                .reporting(asking ? Report.ASK : Report.START, run);
        steps.step(
                Kind.MACHINERY,
                next,
                () -> "worker " + run.worker() + " " + how + " of epoch " + run.epoch()
                        + (asking ? " and asks" : " and begins"));
    }

    private void asks(World world, RunNumber run, Steps<World> steps) {
        if (!world.reported(Report.ASK_LONG, run) && (!setting.has(Chance.PROMPT) || firstStartIsFolded(world, run))) {
            steps.step(
                    Kind.MACHINERY, world.reporting(Report.ASK_LONG, run), () -> "for " + run + " the grace is over");
        }
        if (world.told(Answer.GRANTED, run)) {
            Worker granted = world.worker(run.worker()).with(Stage.AT_WORK, run.epoch());
            steps.step(Kind.MACHINERY, world.with(run.worker(), granted), () -> run + " begins, granted");
        }
        refused(world, run, steps);
        if (world.told(Answer.CANCELLED, run)) {
            ends(world, run, Report.ABORTED, Kind.MACHINERY, steps);
        }
    }

    private static boolean firstStartIsFolded(World world, RunNumber asking) {
        RunNumber first = new RunNumber(1 - asking.worker(), asking.epoch());
        Task task = world.document().task();
        boolean folded = task != null && (task.run() != null || task.end() != null || task.epoch() > asking.epoch());
        return folded || !world.reported(Report.START, first);
    }

    private void works(World world, RunNumber run, Steps<World> steps) {
        boolean pushes = setting.has(Chance.ROLLBACK) && !isRollback(run);
        if ((setting.has(Chance.PROGRESS) || pushes) && !world.reported(Report.PROGRESS, run)) {
            steps.step(Kind.HANDLER, world.reporting(Report.PROGRESS, run), () -> run + " reports progress");
        }
        handlerEnds(world, run, steps);
        if (setting.has(Chance.GIVE_BACK) && run.epoch() == 1) {
            ends(world, run, Report.GIVEN_BACK, Kind.CHANCE, steps);
        }
        refused(world, run, steps);
        if (world.told(Answer.CANCELLED, run)) {
            Worker stopping = world.worker(run.worker()).with(Stage.STOPPING, run.epoch());
            steps.step(Kind.MACHINERY, world.with(run.worker(), stopping), () -> run + " hears that it is cancelled");
        }
    }

    private void stops(World world, RunNumber run, Steps<World> steps) {
        ends(world, run, Report.ABORTED, Kind.MACHINERY, steps);
        handlerEnds(world, run, steps);
        refused(world, run, steps);
    }

    private void handlerEnds(World world, RunNumber run, Steps<World> steps) {
        if (setting.has(Chance.ROLLBACK) && !isRollback(run) && !world.reported(Report.PROGRESS, run)) {
            return;
        }
        ends(world, run, Report.FINISHED, Kind.HANDLER, steps);
        if (setting.has(Chance.FAILURE) && !isRollback(run)) {
            ends(world, run, Report.FAILED, Kind.HANDLER, steps);
        }
    }

    /** Nothing else makes another dispatch where there are rollbacks. */
    private boolean isRollback(RunNumber run) {
        return setting.has(Chance.ROLLBACK) && run.epoch() > 1;
    }

    private static void ends(World world, RunNumber run, Report report, Kind kind, Steps<World> steps) {
        World ended = world.reporting(report, run)
                .with(run.worker(), world.worker(run.worker()).idle());
        steps.step(kind, ended, () -> run + " reports " + report);
    }

    /** One that is refused because its session is lost gives its command back. */
    private static void refused(World world, RunNumber run, Steps<World> steps) {
        Worker worker = world.worker(run.worker());
        if (world.told(Answer.REFUSED, run)) {
            World stopped = world.with(run.worker(), worker.idle());
            boolean requeued = worker.stage() == Stage.ASKING && worker.loss() != Loss.NONE;
            steps.step(
                    Kind.MACHINERY,
                    requeued ? stopped.with(Command.AGAIN, run.epoch()) : stopped,
                    () -> run + " hears that it is refused");
        }
    }

    /** A worker that is gone held its command if it had no grant yet: the broker delivers it again. */
    private void loss(World world, int number, Steps<World> steps) {
        Worker worker = world.worker(number);
        boolean unharmed = world.first().loss() == Loss.NONE && world.second().loss() == Loss.NONE;
        if (setting.has(Chance.LOSS) && unharmed && world.reports() != 0) {
            steps.step(
                    Kind.CHANCE,
                    world.with(number, worker.with(Loss.DECLARED)),
                    () -> "the session of worker " + number + " counts as lost");
        }
        if (worker.loss() != Loss.NONE && worker.stage() != Stage.GONE) {
            World gone = world.with(number, worker.with(Stage.GONE, 0));
            steps.step(
                    Kind.MACHINERY,
                    worker.stage() == Stage.ASKING ? gone.with(Command.AGAIN, worker.epoch()) : gone,
                    () -> "worker " + number + " is gone");
        }
    }
}
