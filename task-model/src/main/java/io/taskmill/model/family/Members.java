package io.taskmill.model.family;

import io.taskmill.model.Child;
import io.taskmill.model.ChunkMember;
import io.taskmill.model.Parent;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.SpawnChunk;
import io.taskmill.model.type.TaskType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what a run asks for what is recorded: with all that its type, and its parent, say of a child, but for the type's
 * gates and rates, which hold for what is submitted from outside.
 */
public final class Members {

    /** The code of a child's failure if there is no such type, or not in that version. */
    public static final String UNKNOWN_TYPE = "UNKNOWN_TYPE";

    private static final String POOL_OF_NOBODY = "default";

    private Members() {}

    /** What a child's id is derived from: the same for each repetition of the message, another one for each run. */
    public static String idName(SpawnChunk chunk, int index) {
        return chunk.key() + "/" + index;
    }

    /**
     * @param index of the child within its chunk
     * @param type as it was announced last; null if it never was
     */
    public static ChunkMember of(SpawnChunk chunk, int index, @Nullable TaskType type, TaskId id) {
        Child child = chunk.children().get(index);
        TaskPolicy announced = type == null ? TaskPolicy.DEFAULT : type.policy();
        int version = type == null ? 1 : type.version();
        TaskSpec spec = new TaskSpec(
                child.type(),
                Objects.requireNonNullElse(child.typeVersion(), version),
                Objects.requireNonNullElse(child.pool(), type == null ? POOL_OF_NOBODY : type.pool()),
                Objects.requireNonNullElse(child.priority(), chunk.priority()),
                child.params(),
                child.entity(),
                chunk.creator(),
                chunk.correlationId(),
                chunk.created().truncatedTo(ChronoUnit.MILLIS), // which is what documents keep
                new TaskPolicy(
                        Objects.requireNonNullElse(child.retry(), announced.retry()),
                        Objects.requireNonNullElse(child.timeouts(), announced.timeouts()),
                        announced.strictStart(),
                        List.of(), // whose keys the API fills in from parameters
                        List.of(),
                        announced.recovery()),
                null,
                null,
                null,
                new Parent(chunk.task(), chunk.run(), chunk.chunk(), index, chunk.depth(), child.name()),
                Map.of());
        boolean known = type != null && spec.typeVersion() <= version;
        return new ChunkMember(id, spec, child.weight(), deadline(chunk, spec), known ? null : unknown(spec));
    }

    /** None is later than its parent's. */
    private static @Nullable Instant deadline(SpawnChunk chunk, TaskSpec spec) {
        Instant own = spec.deadlineFrom(spec.created());
        Instant inherited = chunk.deadline();
        if (own == null || inherited == null) {
            return own == null ? inherited : own;
        }
        return own.isBefore(inherited) ? own : inherited;
    }

    private static TaskError unknown(TaskSpec spec) {
        return new TaskError(
                UNKNOWN_TYPE,
                "no worker has announced type " + spec.type() + " in version " + spec.typeVersion(),
                false);
    }
}
