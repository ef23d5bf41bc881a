package io.taskmill.model.task;

import io.taskmill.model.Phase;
import io.taskmill.model.Run;
import io.taskmill.model.message.CommandMissed;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.OrphanedRunEvent;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.OwnerLost;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.PhaseTable.Cause;
import io.taskmill.model.task.Transition.Decision;
import io.taskmill.model.task.Transition.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an event makes of a task. Pure: the same task, event and instant always give the same transition.
 *
 * <p>Any order and any repetition of one owning run's events gives the same task. Between runs that compete for an
 * epoch the first one folded owns it, whichever of its events that was (invariant 2).
 */
public final class TaskTransition {

    /**
     * How long a START waits that may be a second one: the first receiver's own START may be on its way. Measured by
     * the asking worker.
     */
    public static final Duration GRACE_FOR_FIRST_RECEIVER = Duration.ofSeconds(2);

    private TaskTransition() {}

    /**
     * @param task what is known of the task; null if nothing is
     * @param now becomes the time of what the event causes here; never compared with another clock
     */
    public static Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
        return switch (event) {
            case RunCommand command -> submit(task, command, now);
            case RunEvent runEvent -> run(task, runEvent);
            case OrphanedRunEvent orphan -> orphan(task, orphan.event(), orphan.crashed(), now);
            case OwnerLost lost -> ownerLost(task, lost, now);
            case OutboxPublished published -> outboxPublished(task, published);
            case CommandMissed missed -> commandMissed(task, missed, now);
        };
    }

    private static Transition submit(@Nullable Task task, RunCommand command, Instant now) {
        if (task == null) {
            return Transition.applied(Task.stub(command.task(), command.epoch()).submitted(command.spec(), now));
        }
        if (!task.isStub()) {
            return Transition.repeated(task);
        }
        Task known = task.submitted(command.spec(), now);
        boolean lostMeanwhile = known.phase() == Phase.QUEUED && known.epoch() > command.epoch();
        return Transition.applied(lostMeanwhile ? known.withOutboxEntry(new OutboxEntry(known.epoch(), 0)) : known);
    }

    private static Transition run(@Nullable Task task, RunEvent event) {
        if (task == null) {
            return claim(Task.stub(event.task(), event.epoch()), null, event);
        }
        if (event.epoch() != task.epoch()) {
            return refused(
                    task, event, event.epoch() < task.epoch() ? RefusalReason.SUPERSEDED : RefusalReason.UNKNOWN_EPOCH);
        }
        Run owner = task.run();
        if (owner == null) {
            return claim(task, task, event);
        }
        return owner.id().equals(event.run().id()) ? report(task, owner, event) : competitor(task, owner, event);
    }

    private static Transition claim(Task task, @Nullable Task known, RunEvent event) {
        if (event instanceof RunEvent.Start start && mayBeSecond(start)) {
            return new Transition(known, new Verdict.Deferred(), List.of());
        }
        return advance(task, event);
    }

    private static boolean mayBeSecond(RunEvent.Start start) {
        return start.waited() != null && start.waited().compareTo(GRACE_FOR_FIRST_RECEIVER) < 0;
    }

    private static Transition report(Task task, Run owner, RunEvent event) {
        if (event instanceof RunEvent.Start || event.run().seq() <= owner.seq()) {
            return Transition.repeated(task, grant(event));
        }
        return advance(task, event);
    }

    private static Transition competitor(Task task, Run owner, RunEvent event) {
        if (task.phase() == Phase.DONE) {
            return refused(task, event, RefusalReason.ENDED);
        }
        return Transition.refused(
                task, RefusalReason.HELD, refusal(event, RefusalReason.HELD), new Decision.Probe(owner.session()));
    }

    private static Transition advance(Task task, RunEvent event) {
        Optional<Phase> next = PhaseTable.next(task.phase(), causeOf(event));
        if (next.isEmpty()) {
            return refused(task, event, RefusalReason.ENDED);
        }
        Task after = task.ran(next.get(), event.run(), endOf(event));
        return Transition.applied(after, grant(event));
    }

    private static Cause causeOf(RunEvent event) {
        return switch (event) {
            case RunEvent.Start _ -> Cause.START;
            case RunEvent.Progress _ -> Cause.PROGRESS;
            case RunEvent.Finished _, RunEvent.Failed _ -> Cause.END;
        };
    }

    private static @Nullable End endOf(RunEvent event) {
        return switch (event) {
            case RunEvent.Start _, RunEvent.Progress _ -> null;
            case RunEvent.Finished finished -> End.finished(finished.at(), finished.result());
            case RunEvent.Failed failed -> End.failed(failed.at(), failed.error());
        };
    }

    /** A run of a session that counts as lost gets nothing any more; what it had, or says that it began, runs again. */
    private static Transition orphan(@Nullable Task task, RunEvent event, boolean crashed, Instant now) {
        Task known = task == null ? Task.stub(event.task(), event.epoch()) : task;
        Decision refusal = refusal(event, RefusalReason.SESSION_LOST);
        boolean owns =
                known.run() != null && known.run().id().equals(event.run().id());
        boolean begun = !(event instanceof RunEvent.Start start) || start.waited() == null;
        boolean counts = event.epoch() == known.epoch() && (owns || (known.run() == null && begun));
        if (!counts || PhaseTable.next(known.phase(), Cause.OWNER_LOST).isEmpty()) {
            return Transition.refused(task, RefusalReason.SESSION_LOST, refusal);
        }
        return Transition.applied(dispatchAgain(known, owns && crashed, now), refusal);
    }

    private static Transition ownerLost(@Nullable Task task, OwnerLost lost, Instant now) {
        if (task == null || task.run() == null || task.phase() == Phase.DONE) {
            return Transition.repeated(task);
        }
        return task.run().session().equals(lost.session())
                ? Transition.applied(dispatchAgain(task, lost.crashed(), now))
                : Transition.repeated(task);
    }

    private static Task dispatchAgain(Task task, boolean crashed, Instant now) {
        Phase next = PhaseTable.next(task.phase(), Cause.OWNER_LOST).orElseThrow();
        Task after = task.dispatchedAgain(next, crashed, now);
        // of a stub it is not known yet what to run: its submission will see the higher epoch and dispatch it
        return after.isStub() ? after : after.withOutboxEntry(new OutboxEntry(after.epoch(), 0));
    }

    /** Publishing a command once more is harmless, so this needs no proof; while a publish is under way it waits. */
    private static Transition commandMissed(@Nullable Task task, CommandMissed missed, Instant now) {
        if (task == null
                || task.dispatched() == null
                || task.epoch() != missed.epoch()
                || !task.dispatched().at().equals(missed.dispatched())
                || !task.outbox().isEmpty()
                || PhaseTable.next(task.phase(), Cause.COMMAND_MISSED).isEmpty()) {
            return Transition.repeated(task);
        }
        return Transition.applied(task.repeated(task.dispatched().repeated(now)));
    }

    private static Transition outboxPublished(@Nullable Task task, OutboxPublished published) {
        if (task == null) {
            return Transition.repeated(null);
        }
        List<OutboxEntry> left = task.outbox().stream()
                .filter(entry -> !published.entries().contains(entry.id()))
                .toList();
        return left.size() == task.outbox().size()
                ? Transition.repeated(task)
                : Transition.applied(task.withOutbox(left));
    }

    private static Transition refused(Task task, RunEvent event, RefusalReason reason) {
        return Transition.refused(task, reason, refusal(event, reason));
    }

    private static Decision refusal(RunEvent event, RefusalReason reason) {
        return new Decision.Answer(
                event.run().session(),
                new ControlMessage.Refused(
                        event.task(), event.epoch(), event.run().id(), reason));
    }

    /** Only who waits is answered: a run that has begun needs no leave to go on. */
    private static Decision[] grant(RunEvent event) {
        if (event instanceof RunEvent.Start start && start.waited() != null) {
            return new Decision[] {
                new Decision.Answer(
                        start.run().session(),
                        new ControlMessage.Granted(
                                start.task(), start.epoch(), start.run().id()))
            };
        }
        return new Decision[0];
    }
}
