package io.taskmill.model.task;

import static java.util.Map.entry;

import io.taskmill.model.Phase;
import java.util.Map;
import java.util.Optional;

/** The one table that says which phase may follow which, and by what. What is not here is refused. */
public final class PhaseTable {

    /** What moves a task from phase to phase. */
    public enum Cause {
        /** A run starts, or its first folded event shows that it did. */
        START,
        /** The run goes on. */
        PROGRESS,
        /** The run ends, well or badly. */
        END,
        /** The run's session is over. */
        OWNER_LOST,
        /** The command seems to be in no queue any more. */
        COMMAND_MISSED
    }

    private static final Map<Phase, Map<Cause, Phase>> NEXT = Map.ofEntries(
            entry(
                    Phase.QUEUED,
                    Map.of(
                            Cause.START, Phase.RUNNING,
                            Cause.PROGRESS, Phase.RUNNING,
                            Cause.END, Phase.DONE,
                            // a run that its dying session never got to report
                            Cause.OWNER_LOST, Phase.QUEUED,
                            Cause.COMMAND_MISSED, Phase.QUEUED)),
            entry(
                    Phase.RUNNING,
                    Map.of(
                            Cause.PROGRESS, Phase.RUNNING,
                            Cause.END, Phase.DONE,
                            Cause.OWNER_LOST, Phase.QUEUED)),
            entry(Phase.DONE, Map.of()));

    private PhaseTable() {}

    /** The phase that follows, or empty when that cause is refused in this phase. */
    public static Optional<Phase> next(Phase from, Cause cause) {
        return Optional.ofNullable(NEXT.getOrDefault(from, Map.of()).get(cause));
    }
}
