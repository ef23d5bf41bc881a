package io.taskmill.model.explore.task;

import io.taskmill.model.Phase;
import io.taskmill.model.State;
import io.taskmill.model.explore.Model;
import io.taskmill.model.explore.task.Setting.Chance;
import io.taskmill.model.explore.task.Worker.Loss;
import io.taskmill.model.explore.task.Worker.Stage;
import io.taskmill.model.task.Task;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One task, two workers and two folders, with the chances of a setting. */
public final class TaskModel implements Model<World> {

    private final Setting setting;
    private final Documents documents;
    private final Folders folders;
    private final Workers workers;
    private final Dispatches dispatches;

    public TaskModel(Setting setting, Rules rules) {
        this.setting = setting;
        this.documents = new Documents(new Alphabet(setting), rules);
        this.folders = new Folders(setting, rules, documents);
        this.workers = new Workers(setting);
        this.dispatches = new Dispatches(setting, rules, folders);
    }

    @Override
    public World initial() {
        World submitted = World.submitted(documents.none());
        return setting.isHeld() ? submitted : submitted.with(Command.FRESH, 1);
    }

    @Override
    public void steps(World world, Steps<World> steps) {
        folders.steps(world, steps);
        workers.steps(world, steps);
        dispatches.steps(world, steps);
    }

    @Override
    public @Nullable String broken(World world) {
        if (world.document().broken() != null) {
            return world.document().broken();
        }
        Task task = world.document().task();
        if (task != null && task.epoch() > setting.epochs()) {
            return "this world has not so many epochs: " + setting.epochs();
        }
        if (startsTooEarly(world, task)) {
            return "1: a task starts though what it waits for has not finished";
        }
        boolean never = setting.policy().strictStart() || setting.has(Chance.PROMPT);
        if (never && standsAtWork(world.first()) && standsAtWork(world.second())) {
            return "2: two runs are at work at once";
        }
        String left = whatWasDoneIsLeft(world, task);
        return left == null ? strayGrant(world, task) : left;
    }

    /** What a run was folded to have done, of a task that has ended otherwise than well. */
    private @Nullable String whatWasDoneIsLeft(World world, @Nullable Task task) {
        if (!setting.has(Chance.ROLLBACK)
                || task == null
                || task.isStub()
                || task.phase() != Phase.DONE
                || task.state() == State.FINISHED) {
            return null;
        }
        for (int worker = 0; worker < RunNumber.WORKERS; worker++) {
            RunNumber run = new RunNumber(worker, 1);
            boolean folded = (world.folded() & Report.PROGRESS.bit(run)) != 0;
            if (folded
                    && task.rollback().undone().stream()
                            .noneMatch(entry -> entry.run().equals(run.id()))) {
                return "what a run has done is not undone";
            }
        }
        return null;
    }

    private boolean startsTooEarly(World world, @Nullable Task task) {
        return setting.has(Chance.AFTER)
                && task != null
                && task.started() != null
                && (world.sent() & 1 << Alphabet.FINISHED_DEPENDENCY) == 0;
    }

    private static boolean standsAtWork(Worker worker) {
        return worker.isRunning() && worker.loss() == Loss.NONE;
    }

    /** A grant is only ever out for the run that owns its epoch, or did. */
    private static @Nullable String strayGrant(World world, @Nullable Task task) {
        for (int i = 0; i < RunNumber.ALL; i++) {
            RunNumber run = RunNumber.of(i);
            if (world.told(Answer.GRANTED, run) && !owns(run, task) && (task == null || task.epoch() == run.epoch())) {
                return "5: a run is granted that does not own the task";
            }
        }
        return null;
    }

    private static boolean owns(RunNumber run, @Nullable Task task) {
        return task != null && task.run() != null && task.run().id().equals(run.id());
    }

    @Override
    public List<Goal<World>> goals() {
        return List.of(
                new Goal<>("1: the task ends", EnumSet.of(Kind.MACHINERY, Kind.HANDLER), TaskModel::isOver),
                new Goal<>("5: who works in vain is told", EnumSet.of(Kind.MACHINERY), TaskModel::nobodyWorksInVain));
    }

    /** Whether the task has ended. */
    public static boolean isOver(World world) {
        Task task = world.document().task();
        return task != null && task.end() != null && (!task.isStub() || task.deleted() != null);
    }

    private static boolean nobodyWorksInVain(World world) {
        for (int number = 0; number < RunNumber.WORKERS; number++) {
            Worker worker = world.worker(number);
            Task task = world.document().task();
            if (worker.stage() == Stage.AT_WORK
                    && (task == null
                            || (task.phase() != Phase.RUNNING && task.phase() != Phase.CLEANING)
                            || !owns(new RunNumber(number, worker.epoch()), task))) {
                return false;
            }
        }
        return true;
    }
}
