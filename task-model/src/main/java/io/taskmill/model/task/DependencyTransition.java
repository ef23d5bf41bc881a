package io.taskmill.model.task;

import io.taskmill.model.After;
import io.taskmill.model.Phase;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.DependencyEnded;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.message.WatchTask;
import io.taskmill.model.task.PhaseTable.Cause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of tasks that wait for others, and of those that others wait for. */
final class DependencyTransition {

    /** The code of a task's failure if one that it waited for has not ended as it had to. */
    static final String DEPENDENCY_FAILED = "DEPENDENCY_FAILED";

    /** The same if nothing is known of that one. */
    static final String DEPENDENCY_UNKNOWN = "DEPENDENCY_UNKNOWN";

    private DependencyTransition() {}

    /** One that is not known yet may be in a moment: who waits for it is told of that only some time later. */
    static Transition watch(@Nullable Task task, WatchTask watch, Instant now) {
        Task known = task == null ? TaskDraft.stub(watch.task(), 1, now) : task;
        if (known.dependencies().isAwaitedBy(watch.dependent())) {
            return Transition.repeated(task);
        }
        TaskDraft draft = known.draft();
        if (known.isOver()) {
            draft.tells(how(known), List.of(watch.dependent()));
        } else if (known.dependencies().awaitedBy().size() == Dependencies.MOST_DEPENDENTS) {
            draft.tells(How.TOO_MANY_DEPENDENTS, List.of(watch.dependent()));
        } else {
            draft.awaitedBy(watch.dependent());
        }
        Task watched = draft.toTask();
        return watched.equals(task) ? Transition.repeated(task) : Transition.applied(watched);
    }

    static Transition ended(@Nullable Task task, DependencyEnded ended, Instant now) {
        if (task == null
                || !task.awaitsOthers()
                || task.epoch() != ended.epoch()
                || !task.dependencies().awaits().contains(ended.dependency())) {
            return Transition.repeated(task);
        }
        boolean suffices = suffices(task, ended.how());
        if (PhaseTable.next(task.phase(), suffices ? Cause.RELEASE : Cause.FAILED_DEPENDENCY)
                .isEmpty()) {
            return Transition.repeated(task);
        }
        TaskDraft draft = task.draft();
        if (!suffices) {
            draft.ended(End.failed(now, error(ended)), now);
        } else if (task.dependencies().awaits().size() > 1) {
            draft.awaitsNoMore(ended.dependency());
        } else {
            letGo(task, draft.awaitsNoMore(ended.dependency()), now);
        }
        return Transition.applied(draft.toTask());
    }

    /** There is nothing left to wait for but its time. */
    private static void letGo(Task task, TaskDraft draft, Instant now) {
        Instant start = task.spec() == null ? null : task.spec().notBefore();
        if (start != null
                && start.isAfter(now)
                && PhaseTable.next(task.phase(), Cause.DELAY).isPresent()) {
            draft.waitsUntil(Phase.SCHEDULED, start, now);
        } else {
            AdmissionTransition.onward(draft, now);
        }
    }

    private static boolean suffices(Task task, How how) {
        TaskSpec spec = task.spec();
        After after = spec == null ? null : spec.after();
        return switch (how) {
            case FINISHED -> true;
            case FAILED, CANCELLED -> after != null && after.on() == After.On.END;
            case UNKNOWN, TOO_MANY_DEPENDENTS -> false;
        };
    }

    private static TaskError error(DependencyEnded ended) {
        String dependency = "task " + ended.dependency() + ", which it waited for, ";
        return switch (ended.how()) {
            case FINISHED, FAILED, CANCELLED ->
                new TaskError(DEPENDENCY_FAILED, dependency + "has ended as " + ended.how(), false);
            case UNKNOWN -> new TaskError(DEPENDENCY_UNKNOWN, dependency + "is not known", false);
            case TOO_MANY_DEPENDENTS ->
                new TaskError(
                        DEPENDENCY_FAILED,
                        dependency + "has " + Dependencies.MOST_DEPENDENTS + " that wait for it, and can have no more",
                        false);
        };
    }

    /** Whoever waits for a task that is over is told, by whatever way it has come there. */
    static Transition tellingOfEnd(Transition transition) {
        Task task = transition.task();
        if (task == null || !task.isOver() || task.dependencies().awaitedBy().isEmpty()) {
            return transition;
        }
        return new Transition(telling(task, how(task)), transition.verdict(), transition.decisions());
    }

    private static How how(Task over) {
        return How.of(over.state());
    }

    /** Nothing has come of it. */
    static Transition unknown(Task stub) {
        return Transition.applied(telling(stub, How.UNKNOWN));
    }

    private static Task telling(Task task, How how) {
        return task.draft().tells(how, task.dependencies().awaitedBy()).toTask();
    }
}
