package io.taskmill.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskmill.model.Defaulted;
import io.taskmill.model.Names;
import io.taskmill.model.TaskId;
import java.util.List;

/**
 * Tells a shard that a session is over: whatever of it is still unfinished there is dispatched again, also runs whose
 * START is folded only later. Told twice of a session that was found cut off: at once, and when its lease is over, which
 * is what its strict tasks wait for.
 *
 * @param crashed false when the session ended in good order
 * @param suspects see {@link SessionLoss}
 * @param leaseStands see {@link SessionLoss}
 */
public record SessionLost(
        String session,
        boolean crashed,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Defaulted
        List<TaskId> suspects,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Defaulted
        boolean leaseStands)
        implements ShardMessage {

    public SessionLost {
        Names.requireId("session", session);
        suspects = suspects == null ? List.of() : List.copyOf(suspects);
    }

    public SessionLost(String session, SessionLoss how) {
        this(session, how.crashed(), how.suspects(), how.leaseStands());
    }

    public SessionLoss loss() {
        return new SessionLoss(crashed, suspects, leaseStands);
    }
}
