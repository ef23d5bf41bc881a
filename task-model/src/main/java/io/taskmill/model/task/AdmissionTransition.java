package io.taskmill.model.task;

import io.taskmill.model.Phase;
import io.taskmill.model.TaskError;
import io.taskmill.model.message.GateAnswer;
import io.taskmill.model.message.GateAnswer.GateDisplaced;
import io.taskmill.model.message.GateAnswer.GateGranted;
import io.taskmill.model.message.GateAnswer.GateRefused;
import io.taskmill.model.message.RateGranted;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.task.PhaseTable.Cause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides how a task gets past its gates and rates, and when it gives back what it has got. */
final class AdmissionTransition {

    /** The code of a task's failure if it was not to wait for a gate that has no room. */
    static final String GATE_FULL = "GATE_FULL";

    private AdmissionTransition() {}

    /** Nothing else is left to wait for: the next gate or rate is asked, or the present epoch's command goes out. */
    static TaskDraft onward(TaskDraft draft, Instant now) {
        return draft.isAdmitted() ? draft.released(now) : draft.asks(Phase.BLOCKED, now);
    }

    /** The same in another epoch. */
    static TaskDraft onwardAgain(TaskDraft draft, Instant now) {
        return draft.isAdmitted()
                ? draft.dispatchedAgain(now)
                : draft.nextEpoch(now).asks(Phase.BLOCKED, now);
    }

    static Transition apply(@Nullable Task task, GateAnswer answer, Instant now) {
        return switch (answer) {
            case GateGranted granted -> granted(task, granted, now);
            case GateDisplaced displaced -> displaced(task, displaced, now);
            case GateRefused refused -> refused(task, refused, now);
        };
    }

    private static Transition granted(@Nullable Task task, GateGranted granted, Instant now) {
        if (task != null && asks(task, granted)) {
            return Transition.applied(onward(task.draft().admitted(), now).toTask());
        }
        if (task != null && isCurrent(task, granted.epoch()) && holds(task, granted.gate())) {
            return Transition.repeated(task);
        }
        Task known = task == null ? TaskDraft.stub(granted.task(), granted.epoch(), now) : task;
        Task giving = known.draft()
                .owes(new OutboxEntry.GiveBack(granted.epoch(), granted.gate()))
                .toTask();
        return giving.equals(task) ? Transition.repeated(task) : Transition.applied(giving);
    }

    private static boolean isCurrent(Task task, int epoch) {
        return task.spec() != null && task.claims().epoch() == epoch;
    }

    private static boolean asks(Task task, GateAnswer answer) {
        return isCurrent(task, answer.epoch())
                && task.gate().filter(gate -> gate.key().equals(answer.gate())).isPresent();
    }

    private static boolean holds(Task task, String gate) {
        return task.heldGates().stream().anyMatch(held -> held.key().equals(gate));
    }

    /** As if somebody had cancelled it, with the newer one as the reason. */
    private static Transition displaced(@Nullable Task task, GateDisplaced displaced, Instant now) {
        boolean claims = task != null
                && isCurrent(task, displaced.epoch())
                && (asks(task, displaced) || holds(task, displaced.gate()));
        if (!claims) {
            return Transition.repeated(task);
        }
        String id = "displaced-" + displaced.epoch() + "-" + displaced.by();
        String reason = "task " + displaced.by() + " has displaced it at the gate " + displaced.gate();
        return UserTransition.apply(task, new CancelTask(displaced.task(), id, null, now, reason), now);
    }

    private static Transition refused(@Nullable Task task, GateRefused refused, Instant now) {
        if (task == null
                || !asks(task, refused)
                || PhaseTable.next(task.phase(), Cause.NOT_ADMITTED).isEmpty()) {
            return Transition.repeated(task);
        }
        String why = refused.holder() == null ? "is closed" : "is held by task " + refused.holder();
        TaskError error = new TaskError(GATE_FULL, "the gate '" + refused.gate() + "' " + why, false);
        return Transition.applied(
                task.draft().ended(End.failed(now, error), now).toTask());
    }

    /** One that was asked twice gives a second time, which is given back. */
    static Transition apply(@Nullable Task task, RateGranted granted, Instant now) {
        if (task == null) {
            return Transition.repeated(null);
        }
        boolean asks = isCurrent(task, granted.epoch())
                && task.rate().filter(rate -> rate.key().equals(granted.rate())).isPresent();
        Instant known = task.claims().at();
        if (asks && known == null) {
            return Transition.applied(letGoAt(task.draft(), granted.at(), now).toTask());
        }
        if (!granted.at().isAfter(now) || (asks && granted.at().equals(known))) {
            return Transition.repeated(task);
        }
        Task returning = task.draft()
                .owes(new OutboxEntry.ReturnTime(granted.epoch(), granted.rate(), granted.at()))
                .toTask();
        return returning.equals(task) ? Transition.repeated(task) : Transition.applied(returning);
    }

    private static TaskDraft letGoAt(TaskDraft draft, Instant at, Instant now) {
        return at.isAfter(now) ? draft.waitsUntil(Phase.SCHEDULED, at, now).letGoAt(at) : onward(draft.admitted(), now);
    }

    /** Its time has come: the one that it had asked for, or the one that a rate has given. */
    static TaskDraft timeHasCome(Task task, Instant now) {
        return onward(task.claims().at() == null ? task.draft() : task.draft().admitted(), now);
    }
}
