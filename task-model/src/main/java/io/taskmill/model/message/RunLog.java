package io.taskmill.model.message;

import io.taskmill.model.LogEntry;
import io.taskmill.model.Names;
import io.taskmill.model.TaskId;
import java.util.List;

/**
 * A part of what a run has logged. It changes no task: it is stored as it is, once, however often it comes and in whatever
 * order.
 *
 * @param epoch the dispatch that the run belongs to
 * @param run the run's id
 * @param chunk counts the parts of the run's log, from 0
 * @param entries at least one, in the order in which they were logged; at most {@value #MAX_CHUNK_BYTES} bytes in all
 */
public record RunLog(TaskId task, int epoch, String run, int chunk, List<LogEntry> entries) implements ShardMessage {

    /** All that a run may log, each line counted with {@link LogEntry#OVERHEAD_BYTES}. */
    public static final int MAX_RUN_BYTES = 1024 * 1024;

    public static final int MAX_CHUNK_BYTES = 16 * 1024;

    /** No log has more lines, so none has more parts. */
    public static final int MAX_CHUNKS = MAX_RUN_BYTES / LogEntry.OVERHEAD_BYTES;

    public RunLog {
        Names.requireId("run", run);
        entries = List.copyOf(entries);
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch of run " + run + " is " + epoch + " but must be at least 1");
        }
        if (chunk < 0 || chunk >= MAX_CHUNKS) {
            throw new IllegalArgumentException(
                    "chunk of run " + run + " is " + chunk + " but must be 0 to " + (MAX_CHUNKS - 1));
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("chunk " + chunk + " of run " + run + " has no entries");
        }
        int bytes = entries.stream().mapToInt(LogEntry::size).sum();
        if (bytes > MAX_CHUNK_BYTES) {
            throw new IllegalArgumentException(
                    "chunk " + chunk + " of run " + run + " has " + bytes + " bytes but may have " + MAX_CHUNK_BYTES);
        }
    }
}
