package io.taskmill.model.schedule;

import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a firing.
 *
 * @param firing when it was to be
 * @param decided when that was decided, by the projector's clock
 * @param task null unless it was fired
 * @param ended how its task has ended; null if that is not known, or there is none
 */
public record FiringRecord(
        Instant firing,
        Outcome outcome,
        Instant decided,
        @Nullable TaskId task,
        @Nullable State ended) {

    /** What was decided. */
    public enum Outcome {
        /** A task was made. */
        FIRED,
        /** A task of an earlier one had not ended. */
        SKIPPED_OVERLAP,
        /** Its time had long passed when somebody could look. */
        SKIPPED_CATCH_UP,
        /** It waited for an earlier one's end when the schedule was paused. */
        SKIPPED_PAUSED;

        /** As it stands in JSON and metrics. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    FiringRecord endedAs(State how) {
        return new FiringRecord(firing, outcome, decided, task, how);
    }
}
