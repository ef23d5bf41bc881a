package io.taskmill.api.schedule;

import io.taskmill.api.command.EffectWatch;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.publish.Acceptance;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.ScheduleCommand.PutSchedule;
import io.taskmill.model.schedule.Schedule;
import io.taskmill.store.Versioned;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends commands to schedules, and looks for their effect. One that was applied is not sent again. */
final class ScheduleCommands {

    /**
     * What became of a command.
     *
     * @param schedule as last read, perhaps deleted; null if there is none
     * @param effective whether it was applied; if not, it is on its way
     */
    record Outcome(@Nullable Schedule schedule, boolean effective) {}

    private final Startup startup;
    private final EffectWatch watch;

    ScheduleCommands(Startup startup, EffectWatch watch) {
        this.startup = startup;
        this.watch = watch;
    }

    /**
     * The schedule, as it is now.
     *
     * @throws ApiException if there is none of that name
     * @throws io.taskmill.store.StoreUnavailableException if the store does not answer
     */
    Schedule find(String name) {
        return startup.installed()
                .schedules()
                .find(name)
                .map(Versioned::entity)
                .filter(schedule -> schedule.deleted() == null)
                .orElseThrow(() -> unknown(name));
    }

    /**
     * Sends it, unless it was applied before.
     *
     * @throws ApiException if there is no such schedule, and it is not to be made, or if it could not be made durable
     * @throws io.taskmill.store.StoreUnavailableException if nothing was sent, because the store does not answer
     */
    Outcome carryOut(ScheduleCommand command) {
        Installed installed = startup.installed();
        Versioned<Schedule> known =
                installed.schedules().find(command.schedule()).orElse(null);
        if (isEffective(command, known)) {
            return new Outcome(entity(known), true);
        }
        if (!(command instanceof PutSchedule)
                && (known == null || known.entity().deleted() != null)) {
            throw unknown(command.schedule());
        }
        Acceptance.require(
                "schedule",
                command.schedule(),
                installed.commands().publish(command),
                "The command is nowhere; send it again.",
                "Send it again with the same Taskmill-Command-Id.");
        EffectWatch.Seen<Versioned<Schedule>> seen = watch.watch(
                known,
                () -> installed.schedules().find(command.schedule()),
                schedule -> isEffective(command, schedule));
        return new Outcome(entity(seen.latest()), seen.effective());
    }

    private static @Nullable Schedule entity(@Nullable Versioned<Schedule> read) {
        return Optional.ofNullable(read).map(Versioned::entity).orElse(null);
    }

    private static boolean isEffective(ScheduleCommand command, @Nullable Versioned<Schedule> schedule) {
        return schedule != null && schedule.entity().applied().contains(command.id());
    }

    private static ApiException unknown(String name) {
        return ApiException.of(ProblemType.UNKNOWN_SCHEDULE, "There is no schedule '" + name + "'.");
    }
}
