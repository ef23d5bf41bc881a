package io.taskmill.model.explore.task;

import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.task.Transition.Decision;
import java.util.List;

/** What a run can be told. Once told it can hear it at any time, or never if its worker is gone. */
@SuppressWarnings("EnumOrdinal") // numbers of bits, kept nowhere
public enum Answer {
    GRANTED,
    REFUSED,
    CANCELLED;

    private static final int ALL = values().length;

    int bit(RunNumber run) {
        return 1 << (run.index() * ALL + ordinal());
    }

    static int bits(List<Decision> decisions) {
        int bits = 0;
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Answer answer) {
                bits |= bit(answer.message());
            }
        }
        return bits;
    }

    private static int bit(ControlMessage message) {
        return switch (message) {
            case ControlMessage.Granted granted -> GRANTED.bit(RunNumber.of(granted.run()));
            case ControlMessage.Refused refused -> REFUSED.bit(RunNumber.of(refused.run()));
            case ControlMessage.CancelRun cancel -> CANCELLED.bit(RunNumber.of(cancel.run()));
            case ControlMessage.SessionOver _, ControlMessage.Probe _, ControlMessage.PausesKnown _ ->
                throw new IllegalArgumentException("no run is told " + message);
        };
    }
}
