package io.taskmill.model.journal;

import io.taskmill.model.EntityRef;
import io.taskmill.model.Pause;
import io.taskmill.model.message.GateEvent.LimitGate;
import io.taskmill.model.message.PauseCommand;
import io.taskmill.model.message.PauseCommand.PauseWork;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.ScheduleCommand.DeleteSchedule;
import io.taskmill.model.message.ScheduleCommand.PauseSchedule;
import io.taskmill.model.message.ScheduleCommand.PutSchedule;
import io.taskmill.model.message.ScheduleCommand.ResumeSchedule;
import io.taskmill.model.message.ScheduleCommand.RunSchedule;
import io.taskmill.model.pause.Pauses;
import io.taskmill.model.pause.PausesTransition.Outcome;
import io.taskmill.model.schedule.By;
import io.taskmill.model.schedule.Schedule;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the journal is told of commands that are not about a task: those that were applied, and those that were
 * applied before, since whoever did so may have come no further. Pure.
 */
public final class JournalActs {

    /** Kinds of what such commands are about. */
    private static final String GATE = "gate";

    private static final String SCHEDULE = "schedule";
    private static final String POOL = "worker-pool";

    private JournalActs() {}

    /** Somebody has set a gate's limit, which none refuses. */
    public static JournalEntry of(LimitGate command) {
        return act(
                command.id(),
                command.at(),
                JournalKind.GATE_LIMITED,
                null,
                new EntityRef(GATE, command.gate()),
                command.actor(),
                new JournalArgs().with(JournalArgs.NAME, command.gate()).with(JournalArgs.LIMIT, command.limit()));
    }

    /**
     * Somebody has paused or resumed a pool or a type.
     *
     * @param outcome what has become of that
     */
    public static Optional<JournalEntry> of(PauseCommand command, Outcome outcome) {
        boolean told =
                switch (outcome.verdict()) {
                    case APPLIED -> true;
                    case UNCHANGED, TOO_MANY -> false;
                    case REPEATED -> mayHaveBeenApplied(command, outcome.pauses());
                };
        boolean pool = command.target() == Pause.Kind.POOL;
        return told
                ? Optional.of(act(
                        command.id(),
                        command.at(),
                        command instanceof PauseWork ? JournalKind.PAUSED : JournalKind.RESUMED,
                        pool ? null : command.name(),
                        pool ? new EntityRef(POOL, command.name()) : null,
                        command.actor(),
                        new JournalArgs()
                                .with(JournalArgs.TARGET, command.target().text())
                                .with(JournalArgs.NAME, command.name())
                                .with(JournalArgs.REASON, command.reason())))
                : Optional.empty();
    }

    /** It is not kept what became of it: what can only have been refused is not told. */
    private static boolean mayHaveBeenApplied(PauseCommand command, Pauses now) {
        boolean full = now.pauses().size() >= Pauses.MOST;
        return !(command instanceof PauseWork) || !full || now.isPaused(command.target(), command.name());
    }

    /**
     * Somebody wants something of a schedule.
     *
     * @param after what it has made of the schedule; null if there is none
     */
    public static Optional<JournalEntry> of(ScheduleCommand command, @Nullable Schedule after) {
        if (after == null || !after.applied().contains(command.id())) {
            return Optional.empty();
        }
        return Optional.of(act(
                command.id(),
                command.at(),
                kind(command, after),
                null,
                new EntityRef(SCHEDULE, command.schedule()),
                command.actor(),
                new JournalArgs()
                        .with(JournalArgs.NAME, command.schedule())
                        .with(JournalArgs.REASON, command instanceof PauseSchedule pause ? pause.reason() : null)));
    }

    private static JournalKind kind(ScheduleCommand command, Schedule after) {
        return switch (command) {
            case PutSchedule put ->
                after.created().equals(new By(put.actor(), put.at()))
                        ? JournalKind.SCHEDULE_CREATED
                        : JournalKind.SCHEDULE_CHANGED;
            case DeleteSchedule _ -> JournalKind.SCHEDULE_DELETED;
            case PauseSchedule _ -> JournalKind.SCHEDULE_PAUSED;
            case ResumeSchedule _ -> JournalKind.SCHEDULE_RESUMED;
            case RunSchedule _ -> JournalKind.SCHEDULE_RUN;
        };
    }

    private static JournalEntry act(
            String command,
            Instant at,
            JournalKind kind,
            @Nullable String type,
            @Nullable EntityRef entity,
            @Nullable String actor,
            JournalArgs args) {
        String name = args.toMap().getOrDefault(JournalArgs.NAME, "");
        return new JournalEntry(
                JournalIds.ofCommand(at, kind, command, name), at, kind, null, type, entity, actor, args.toMap());
    }
}
