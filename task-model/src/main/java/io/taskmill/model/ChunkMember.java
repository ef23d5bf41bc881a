package io.taskmill.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A child as it is recorded: all that its submission needs, so that each repetition of that is the same.
 *
 * @param spec with its place in the family
 * @param deadline when it must have ended; null without a deadline
 * @param refused why it can never be submitted; null if it can
 */
public record ChunkMember(
        TaskId id,
        TaskSpec spec,
        int weight,
        @Nullable Instant deadline,
        @Nullable TaskError refused) {

    /** The weight of all of them. */
    public static long weight(List<ChunkMember> members) {
        return members.stream().mapToLong(ChunkMember::weight).sum();
    }
}
