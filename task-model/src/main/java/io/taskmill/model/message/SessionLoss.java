package io.taskmill.model.message;

import io.taskmill.model.TaskId;
import java.util.List;

/**
 * How a worker session came to be over, as far as its tasks must know.
 *
 * @param crashed false when it ended in good order and gave its runs back
 * @param suspects the suspects that ran in it when it was last heard of: they are blamed, and nobody else is
 * @param leaseStands whether its worker, found cut off before its lease was over, may still believe that the lease stands
 */
public record SessionLoss(boolean crashed, List<TaskId> suspects, boolean leaseStands) {

    /** It ended in good order. */
    public static final SessionLoss ENDED = new SessionLoss(false, List.of(), false);

    /** Its lease is over, and no suspect ran in it. */
    public static final SessionLoss CRASHED = new SessionLoss(true, List.of(), false);

    public SessionLoss {
        suspects = List.copyOf(suspects);
    }

    /** Whether a run of the task that was lost with it counts as a crash recovery. */
    public boolean blames(TaskId task) {
        return crashed && (suspects.isEmpty() || suspects.contains(task));
    }
}
