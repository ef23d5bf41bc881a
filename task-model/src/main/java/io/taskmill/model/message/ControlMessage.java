package io.taskmill.model.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.taskmill.model.TaskId;
import java.util.List;

/** What a worker session is told through the control queue that it owns. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ControlMessage.Granted.class, name = "GRANTED"),
    @JsonSubTypes.Type(value = ControlMessage.Refused.class, name = "REFUSED"),
    @JsonSubTypes.Type(value = ControlMessage.CancelRun.class, name = "CANCEL_RUN"),
    @JsonSubTypes.Type(value = ControlMessage.SessionOver.class, name = "SESSION_OVER"),
    @JsonSubTypes.Type(value = ControlMessage.Probe.class, name = "PROBE"),
    @JsonSubTypes.Type(value = ControlMessage.PausesKnown.class, name = "PAUSES"),
})
public sealed interface ControlMessage {

    /** The run that waited may begin. */
    record Granted(TaskId task, int epoch, String run) implements ControlMessage {}

    /** The run must not begin, or must stop: nothing that it reports will count. */
    record Refused(TaskId task, int epoch, String run, RefusalReason reason) implements ControlMessage {}

    /** The run's task is cancelled: the run must end, and report that as its end. */
    record CancelRun(TaskId task, int epoch, String run) implements ControlMessage {}

    /** The session counts as lost; it must stop its runs and start anew as another session. */
    record SessionOver(String session) implements ControlMessage {}

    /** Asks for nothing: whether it can be delivered tells whether the session's connection is there. */
    record Probe() implements ControlMessage {}

    /**
     * What is paused; answers a heartbeat of a session that knows less.
     *
     * @param revision what the session's next heartbeats tell that it knows
     * @param pools no command of their work queues is to be taken
     * @param types commands of theirs are given back as events
     */
    record PausesKnown(long revision, List<String> pools, List<String> types) implements ControlMessage {
        public PausesKnown {
            pools = List.copyOf(pools);
            types = List.copyOf(types);
        }
    }
}
