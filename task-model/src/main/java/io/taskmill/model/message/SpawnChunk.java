package io.taskmill.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskmill.model.Child;
import io.taskmill.model.ChunkKey;
import io.taskmill.model.Defaulted;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Priority;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a run wants to be its task's children. None of them is submitted before the run has told that these were
 * all ({@link RunEvent.Spawned}) and that is written.
 *
 * @param task the parent
 * @param chunk the number of this part, from 0
 * @param first how many children the parts before have
 * @param depth of the children
 * @param priority of children that ask for none
 * @param creator the parent's
 * @param correlationId the parent's
 * @param created when the run began to spawn, by its worker's clock
 * @param deadline the parent's
 * @param gates the keys of those that the parent, or an ancestor of it, holds until its children are over
 * @param children 1 to {@value #MOST_CHILDREN}
 */
public record SpawnChunk(
        TaskId task,
        int epoch,
        String run,
        int chunk,
        int first,
        SpawnMode mode,
        OnFailure onFailure,
        int depth,
        Priority priority,
        @Nullable String creator,
        @Nullable String correlationId,
        Instant created,
        @Nullable Instant deadline,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Defaulted
        List<String> gates,

        List<Child> children)
        implements ShardMessage {

    /** So many children one part can have. */
    public static final int MOST_CHILDREN = 500;

    /** Of the parameters of one part's children together, as UTF-8, with {@value #CHILD_BYTES} for each child besides. */
    public static final int MAX_BYTES = 256 * 1024;

    /** What a child counts for besides its parameters. */
    public static final int CHILD_BYTES = 256;

    public SpawnChunk {
        gates = List.copyOf(Objects.requireNonNullElse(gates, List.of()));
        children = List.copyOf(children);
        if (chunk < 0 || first < 0) {
            throw new IllegalArgumentException(
                    "chunk is " + chunk + " and first " + first + " but neither may be negative");
        }
        if (children.isEmpty() || children.size() > MOST_CHILDREN) {
            throw new IllegalArgumentException("chunk " + chunk + " of task " + task + " has " + children.size()
                    + " children but must have 1 to " + MOST_CHILDREN);
        }
    }

    public ChunkKey key() {
        return new ChunkKey(task, run, chunk);
    }
}
