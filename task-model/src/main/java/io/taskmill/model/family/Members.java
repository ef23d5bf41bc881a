package io.taskmill.model.family;

import io.taskmill.model.Child;
import io.taskmill.model.ChunkMember;
import io.taskmill.model.GateRule;
import io.taskmill.model.Json;
import io.taskmill.model.Parent;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.SpawnChunk;
import io.taskmill.model.type.AdmissionKeys;
import io.taskmill.model.type.AdmissionKeys.NoKeyException;
import io.taskmill.model.type.AdmissionKeys.Params;
import io.taskmill.model.type.TaskType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what a run asks for what is recorded: with all that its type, and its parent, say of a child. One that cannot be
 * has failed before it is submitted.
 */
public final class Members {

    /** The code of a child's failure if there is no such type, or not in that version. */
    public static final String UNKNOWN_TYPE = "UNKNOWN_TYPE";

    /** The code if its parameters make no key of a gate or rate of its type. */
    public static final String INVALID_PARAMS = "INVALID_PARAMS";

    /** The code if it would ask for a gate while its ancestors hold one that comes later, which can end in a circle. */
    public static final String GATE_ORDER = "GATE_ORDER";

    private static final String POOL_OF_NOBODY = "default";

    private Members() {}

    /** What a child's id is derived from: the same for each repetition of the message, another one for each run. */
    public static String idName(SpawnChunk chunk, int index) {
        return chunk.key() + "/" + index;
    }

    /**
     * @param index of the child within its chunk
     * @param type as it was announced last; null if it never was
     * @param reading of parameters, for the keys that are made of them
     */
    public static ChunkMember of(
            SpawnChunk chunk, int index, @Nullable TaskType type, TaskId id, Function<Json, Params> reading) {
        Child child = chunk.children().get(index);
        int version = type == null ? 1 : type.version();
        TaskSpec ungated = new TaskSpec(
                child.type(),
                Objects.requireNonNullElse(child.typeVersion(), version),
                Objects.requireNonNullElse(child.pool(), type == null ? POOL_OF_NOBODY : type.pool()),
                Objects.requireNonNullElse(child.priority(), chunk.priority()),
                child.params(),
                child.entity(),
                chunk.creator(),
                chunk.correlationId(),
                chunk.created().truncatedTo(ChronoUnit.MILLIS), // which is what documents keep
                policy(child, type == null ? TaskPolicy.DEFAULT : type.policy()),
                null,
                null,
                null,
                new Parent(chunk.task(), chunk.run(), chunk.chunk(), index, chunk.depth(), child.name(), chunk.gates()),
                Map.of());
        if (type == null || ungated.typeVersion() > version) {
            return member(chunk, child, id, ungated, unknown(ungated));
        }
        if (type.policy().gates().isEmpty() && type.policy().rates().isEmpty()) {
            return member(chunk, child, id, ungated, null);
        }
        try {
            TaskPolicy admitted =
                    new AdmissionKeys(type, child.entity(), reading.apply(child.params())).over(ungated.policy());
            TaskSpec spec = ungated.with(ungated.typeVersion(), child.params(), admitted);
            return member(chunk, child, id, spec, outOfOrder(spec));
        } catch (NoKeyException e) {
            TaskError error = new TaskError(INVALID_PARAMS, e.pointer() + " " + e.problem(), false);
            return member(chunk, child, id, ungated, error);
        }
    }

    private static TaskPolicy policy(Child child, TaskPolicy announced) {
        return new TaskPolicy(
                Objects.requireNonNullElse(child.retry(), announced.retry()),
                Objects.requireNonNullElse(child.timeouts(), announced.timeouts()),
                announced.strictStart(),
                List.of(),
                List.of(),
                announced.recovery());
    }

    private static ChunkMember member(
            SpawnChunk chunk, Child child, TaskId id, TaskSpec spec, @Nullable TaskError error) {
        return new ChunkMember(id, spec, child.weight(), deadline(chunk, spec), error);
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

    /** Gates are taken in the order of their keys, so that no two tasks wait for each other. */
    private static @Nullable TaskError outOfOrder(TaskSpec spec) {
        Parent parent = Objects.requireNonNull(spec.parent());
        String latest = parent.gates().stream().max(Comparator.naturalOrder()).orElse("");
        return spec.gates().stream()
                .map(GateRule::key)
                .filter(own -> own.compareTo(latest) < 0)
                .findFirst()
                .map(own -> new TaskError(
                        GATE_ORDER,
                        "its gate '" + own + "' comes before '" + latest
                                + "', which its ancestors hold: gates are taken in the order of their keys",
                        false))
                .orElse(null);
    }

    private static TaskError unknown(TaskSpec spec) {
        return new TaskError(
                UNKNOWN_TYPE,
                "no worker has announced type " + spec.type() + " in version " + spec.typeVersion(),
                false);
    }
}
