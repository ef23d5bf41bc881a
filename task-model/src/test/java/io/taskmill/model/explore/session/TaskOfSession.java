package io.taskmill.model.explore.session;

import io.taskmill.model.explore.Model.Kind;
import io.taskmill.model.explore.Model.Steps;
import io.taskmill.model.explore.task.Answer;
import io.taskmill.model.explore.task.Report;
import io.taskmill.model.explore.task.RunNumber;
import io.taskmill.model.explore.task.Settings;
import io.taskmill.model.explore.task.TaskModel;
import io.taskmill.model.explore.task.Worker;
import io.taskmill.model.explore.task.Worker.Loss;
import io.taskmill.model.explore.task.Worker.Stage;
import io.taskmill.model.explore.task.World;
import io.taskmill.model.session.Session.Status;
import org.jspecify.annotations.Nullable;

/**
 * The task on the other shard, whose worker 0 runs in the session; worker 1 is always well. What can happen to it is what the
 * exploration of one task says, but that worker 0 must live, may take a grant only while its own lease stands, and that its
 * session is lost here when its own shard has said so.
 */
final class TaskOfSession {

    private final SessionSetting setting;
    private final SessionRules rules;
    private final TaskModel model;

    TaskOfSession(SessionSetting setting, SessionRules rules) {
        this.setting = setting;
        this.rules = rules;
        this.model = new TaskModel(Settings.calm(setting.strict()), rules.ofTasks());
    }

    World initial() {
        return model.initial();
    }

    void steps(Moment moment, Steps<Moment> steps) {
        World task = moment.task();
        Worker ours = task.worker(0);
        if (isTold(moment.session().status()) && ours.loss() == Loss.NONE) {
            World told = task.with(0, ours.with(Loss.DECLARED));
            steps.step(Kind.MACHINERY, moment.with(told), () -> "the task's shard is sent SESSION_LOST");
        }
        model.steps(task, (kind, next, sentence, broken) -> {
            if (may(moment, ours, next.worker(0))) {
                steps.step(kind, moment.with(next), sentence, broken);
            }
        });
        RunNumber run = new RunNumber(0, ours.epoch());
        if (ours.stage() == Stage.ASKING
                && task.told(Answer.GRANTED, run)
                && moment.beats().alive()
                && !mayBegin(moment)) {
            World given = task.reporting(Report.GIVEN_BACK, run).with(0, ours.idle());
            steps.step(Kind.MACHINERY, moment.with(given), () -> run + " is given back: the lease does not stand");
        }
    }

    /** What is told of a session that is cut off makes no difference to a strict task: it waits for the second notice. */
    private boolean isTold(Status status) {
        return switch (status) {
            case ACTIVE -> false;
            case GONE -> !setting.strict() || !rules.strictWaitsForLease();
            case ENDED, LOST -> true;
        };
    }

    private boolean may(Moment moment, Worker now, Worker next) {
        if (now.equals(next) || now.loss() != next.loss()) {
            return true;
        }
        if (next.stage() == Stage.GONE) {
            return !moment.beats().alive() || moment.beats().over();
        }
        if (setting.strict() && now.stage() == Stage.IDLE && (next.epoch() > 1 || !mayBegin(moment))) {
            return false; // of a further dispatch it would be as of the first: too many states
        }
        boolean granted = now.stage() == Stage.ASKING && next.stage() == Stage.AT_WORK;
        return moment.beats().alive() && (!granted || mayBegin(moment));
    }

    private boolean mayBegin(Moment moment) {
        return moment.beats().leaseStands()
                && !(rules.lapsedLeasesStayOver() && moment.beats().lapsed());
    }

    /** A strict run is stopped, and given back, before its worker's lease ends. */
    Moment later(Moment before, Moment later) {
        World task = later.task();
        Worker ours = task.worker(0);
        boolean lapses = before.beats().leaseStands() && !later.beats().leaseStands();
        if (!setting.strict() || !lapses || !ours.isRunning()) {
            return later;
        }
        return later.with(task.reporting(Report.GIVEN_BACK, new RunNumber(0, ours.epoch()))
                .with(0, ours.idle()));
    }

    @Nullable String broken(Moment moment) {
        World task = moment.task();
        if (setting.strict() && task.worker(0).isRunning() && task.worker(1).isRunning()) {
            return "8: a strict run begins although that of a lost session goes on";
        }
        return model.broken(task);
    }

    static boolean isOver(Moment moment) {
        return TaskModel.isOver(moment.task());
    }
}
