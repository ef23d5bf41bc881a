package io.taskmill.model.task;

import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.RefusalReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event makes of a task.
 *
 * @param task the task afterwards; null when there is none yet and the event does not make one
 * @param verdict what became of the event
 * @param decisions what is to be done besides writing the task, and only after that write, or a fresh read, has shown
 *     that the task is as it was thought to be
 */
public record Transition(@Nullable Task task, Verdict verdict, List<Decision> decisions) {

    public Transition {
        decisions = List.copyOf(decisions);
    }

    static Transition applied(Task task, Decision... decisions) {
        return new Transition(task, new Verdict.Applied(), List.of(decisions));
    }

    static Transition repeated(@Nullable Task task, Decision... decisions) {
        return new Transition(task, new Verdict.Repeated(), List.of(decisions));
    }

    static Transition refused(@Nullable Task task, RefusalReason reason, Decision... decisions) {
        return new Transition(task, new Verdict.Refused(reason), List.of(decisions));
    }

    /** What became of an event. */
    public sealed interface Verdict {
        /** The task is another one now. */
        record Applied() implements Verdict {}

        /** It was known, or is older than what is known. */
        record Repeated() implements Verdict {}

        /** It may be granted later, when it is asked again. */
        record Deferred() implements Verdict {}

        /** It contradicts what is known. */
        record Refused(RefusalReason reason) implements Verdict {}
    }

    /** Something to do, as data. */
    public sealed interface Decision {
        /** Tell a session; if it is not there any more, nobody needs to know. */
        record Answer(String session, ControlMessage message) implements Decision {}

        /** Look whether the session that holds the task is still connected. */
        record Probe(String session) implements Decision {}
    }
}
