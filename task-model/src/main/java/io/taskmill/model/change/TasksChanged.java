package io.taskmill.model.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.taskmill.model.Defaulted;
import io.taskmill.model.Names;
import io.taskmill.model.State;
import io.taskmill.model.task.TaskRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents of tasks that a projector has written. Nothing is repeated, so a listener must notice what it misses: of one
 * sender every seq comes, in order; another sender on the same shard may have written what nobody has told.
 *
 * @param sender one turn of one projector at the shard; another turn is another sender
 * @param seq 1 for a sender's first message, one more for each further one, also for those that were dropped
 * @param shard where all of these tasks live
 * @param changes at most one a task; none where the sender only says that it is there
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonTypeName("TASKS_CHANGED")
public record TasksChanged(String sender, long seq, int shard, List<Change> changes) {

    /**
     * One write of one document, or several of them seen as one.
     *
     * @param row afterwards; of a task that was deleted as it was before, with the version afterwards
     * @param from the state before; null if nobody could be shown the task then
     * @param deleted whether nobody can be shown the task any more
     */
    public record Change(
            TaskRow row,
            @Nullable State from,

            @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Defaulted
            boolean deleted) {

        /** Of a task that is there. */
        public Change(TaskRow row, @Nullable State from) {
            this(row, from, false);
        }
    }

    public TasksChanged {
        Names.requireId("sender", sender);
        if (seq < 1) {
            throw new IllegalArgumentException("seq is " + seq + " but must be 1 or more");
        }
        if (shard < 0) {
            throw new IllegalArgumentException("shard is " + shard + " but must be 0 or more");
        }
        changes = List.copyOf(changes);
    }
}
