package io.taskmill.model.message;

import io.taskmill.model.ChunkKey;
import io.taskmill.model.Summary;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.DependencyEnded.How;
import org.jspecify.annotations.Nullable;

/**
 * A child is over.
 *
 * @param task its parent
 * @param run the parent's, which has spawned it
 * @param index within the chunk
 * @param code of the error that it failed with; null if it has none
 * @param text what that says, shortened; null likewise
 */
public record ChildEnded(
        TaskId task,
        String run,
        int chunk,
        int index,
        TaskId child,
        How how,
        @Nullable String code,
        @Nullable String text)
        implements ShardMessage, ChunkEvent {

    public ChildEnded {
        text = text == null ? null : Summary.shortened(text);
    }

    @Override
    public ChunkKey key() {
        return new ChunkKey(task, run, chunk);
    }
}
