package io.taskmill.runtime.run;

import io.taskmill.model.TaskError;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.runtime.metric.RunOutcome;

/** Why a run must stop before it has come to an end of its own; says what is told of its end. */
sealed interface Stop {

    /** A projector says that it does not count: nothing is told. */
    record Refused(RefusalReason reason) implements Stop {}

    /** Its session is over: nothing is told. */
    record GivenUp() implements Stop {}

    /** Its task is cancelled: whatever it comes to, that is told. */
    record Cancelled() implements Stop {}

    /** It takes longer than it may: it has failed, whatever it comes to. */
    record TimedOut(TaskError error) implements Stop {}

    /** It cannot be carried out here now: another run may, unless this one gets through all the same. */
    record GivenBack() implements Stop {}

    /** Its worker drains, or it is paused, before it has begun: its command is back in its queue, and nothing is told. */
    record Withdrawn() implements Stop {}

    /** Whether nothing that the run says counts any more. */
    default boolean isSilent() {
        return switch (this) {
            case Refused _, GivenUp _ -> true;
            case Cancelled _, TimedOut _, GivenBack _, Withdrawn _ -> false;
        };
    }

    /**
     * Whether its end is told although the handler may still be at work, once it had its grace.
     *
     * @param strict whether another run of the task must not begin before this one is through
     */
    default boolean isToldWithoutReturn(boolean strict) {
        return switch (this) {
            case Cancelled _, TimedOut _ -> true;
            case GivenBack _ -> !strict;
            case Refused _, GivenUp _, Withdrawn _ -> false;
        };
    }

    default RunOutcome outcome() {
        return switch (this) {
            case Refused _ -> RunOutcome.REFUSED;
            case GivenUp _ -> RunOutcome.INTERRUPTED;
            case Cancelled _ -> RunOutcome.CANCELLED;
            case TimedOut _ -> RunOutcome.TIMED_OUT;
            case GivenBack _, Withdrawn _ -> RunOutcome.GIVEN_BACK;
        };
    }
}
