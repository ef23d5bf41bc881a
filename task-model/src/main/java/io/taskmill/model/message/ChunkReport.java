package io.taskmill.model.message;

import io.taskmill.model.ChunkCounts;
import io.taskmill.model.ChunkKey;
import io.taskmill.model.Summary.Failure;
import io.taskmill.model.TaskId;
import java.util.List;

/**
 * How a part of a family is. The one that has counted most tells everything; older ones may come late, twice or never.
 *
 * @param task the parent
 * @param epoch of the run that has spawned the family
 * @param waits whether it was not told yet that the family is sealed, and wants to know
 * @param failures the first of its children that did not finish
 */
public record ChunkReport(
        TaskId task, int epoch, String run, int chunk, boolean waits, ChunkCounts counts, List<Failure> failures)
        implements ShardMessage, TaskEvent {

    public ChunkReport {
        failures = List.copyOf(failures);
    }

    public ChunkKey key() {
        return new ChunkKey(task, run, chunk);
    }
}
