package io.taskmill.model.message;

import io.taskmill.model.Names;
import io.taskmill.model.plan.Plan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What somebody wants of a schedule. Its id makes a repetition a no-op. */
public sealed interface ScheduleCommand extends ShardMessage, ScheduleEvent {

    /** Drawn by whoever sends it first. */
    String id();

    /** Who wants it, as the API knows; null if it does not. */
    @Nullable String actor();

    /** When the API took it, by the API's clock. */
    Instant at();

    /** There shall be a schedule with this plan. One that is paused stays so. */
    record PutSchedule(String schedule, String id, @Nullable String actor, Instant at, Plan plan)
            implements ScheduleCommand {

        public PutSchedule {
            requireSound(schedule, id, actor);
        }
    }

    /** It shall be gone; what it has made stays. */
    record DeleteSchedule(
            String schedule, String id, @Nullable String actor, Instant at) implements ScheduleCommand {

        public DeleteSchedule {
            requireSound(schedule, id, actor);
        }
    }

    /** It shall not fire by itself any more. */
    record PauseSchedule(
            String schedule,
            String id,
            @Nullable String actor,
            Instant at,
            @Nullable String reason) implements ScheduleCommand {

        public PauseSchedule {
            requireSound(schedule, id, actor);
            UserCommand.requireShort("reason", reason);
        }
    }

    /** It shall fire again, from then on. */
    record ResumeSchedule(
            String schedule, String id, @Nullable String actor, Instant at) implements ScheduleCommand {

        public ResumeSchedule {
            requireSound(schedule, id, actor);
        }
    }

    /** It shall fire once now, also while it is paused. */
    record RunSchedule(String schedule, String id, @Nullable String actor, Instant at) implements ScheduleCommand {

        public RunSchedule {
            requireSound(schedule, id, actor);
        }
    }

    private static void requireSound(String schedule, String id, @Nullable String actor) {
        Names.requireSchedule(schedule);
        Names.requireId("command.id", id);
        UserCommand.requireShort("actor", actor);
    }
}
