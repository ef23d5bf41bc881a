package io.taskmill.model.explore.task;

import io.taskmill.model.Phase;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.task.End;
import io.taskmill.model.task.Task;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What must hold of each document and of each change of one, by the numbers of the invariants. */
final class TaskRules {

    private TaskRules() {}

    static @Nullable String brokenIn(Task task) {
        Run run = task.run();
        RunNumber owner = run == null ? null : RunNumber.of(run.id());
        if (owner != null && owner.epoch() != task.epoch()) {
            return "2: a run owns an epoch that it was not dispatched for";
        }
        End end = task.end();
        if (end != null && end.state() == State.FINISHED && task.deleted() == null) {
            if (owner == null || !Report.result(owner).equals(end.value())) {
                return "2: the visible result is not that of the run that owns the epoch";
            }
        }
        return null;
    }

    static @Nullable String brokenBetween(Document from, Document to, TaskEvent event) {
        Task before = from.task();
        Task after = to.task();
        if (before == null || after == null || before.equals(after)) {
            return before != null && after == null ? "1: the task is gone" : null;
        }
        if (before.deleted() != null) {
            return before.deleted().equals(after.deleted()) ? null : "3: what was deleted comes back";
        }
        String broken = brokenAfterTheEnd(before, after, event);
        if (broken != null) {
            return broken;
        }
        if (after.epoch() < before.epoch()) {
            return "3: the epoch falls";
        }
        if (after.epoch() == before.epoch() && before.run() != null && !sameRun(before.run(), after.run())) {
            return "2: another run takes an epoch that is owned";
        }
        if (after.epoch() == before.epoch() && after.deleted() == null && after.progress() < before.progress()) {
            return "9: progress falls";
        }
        End outcome = after.rollback().outcome();
        State state = outcome == null ? after.state() : outcome.state();
        if (before.phase() == Phase.ABORTING && after.phase() != Phase.ABORTING && state != State.CANCELLED) {
            return "5: a cancel that was folded is forgotten";
        }
        return null;
    }

    /** Of a stub nobody has seen the end: its submission may show that another attempt follows. */
    private static @Nullable String brokenAfterTheEnd(Task before, Task after, TaskEvent event) {
        if (before.end() == null || before.isStub()) {
            return null;
        }
        if (event instanceof DeleteTask delete && after.deleted() != null) {
            if (delete.epoch() != before.epoch()) {
                return "3: a deletion of another epoch counts";
            }
            return before.state() == after.state() ? null : "3: a deletion changes how the task ended";
        }
        if (after.phase() == Phase.CLEANING || before.phase() == Phase.CLEANING) {
            End end = after.end();
            return end != null
                            && end.state() == before.end().state()
                            && end.at().equals(before.end().at())
                            && before.end().state() != State.FINISHED
                    ? null
                    : "3: undoing what it has done changes how a task ended";
        }
        if (!(event instanceof RetryTask retry)) {
            return before.end().equals(after.end()) && before.epoch() == after.epoch()
                    ? null
                    : "3: a terminal state changes without an explicit retry";
        }
        if (before.state() == State.FINISHED) {
            return "3: what has finished is run again";
        }
        return retry.epoch() == before.epoch() && after.epoch() == before.epoch() + 1
                ? null
                : "3: an explicit retry of another epoch counts, or does not raise it";
    }

    private static boolean sameRun(Run before, @Nullable Run after) {
        return after != null && Objects.equals(before.id(), after.id());
    }
}
