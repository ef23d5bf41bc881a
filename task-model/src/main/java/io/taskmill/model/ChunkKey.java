package io.taskmill.model;

/**
 * Names a part of a family. It lives on the shard of the parent.
 *
 * @param run the parent's run that has spawned it: of two runs that compete for an epoch each has its own
 * @param number from 0
 */
public record ChunkKey(TaskId task, String run, int number) {

    @Override
    public String toString() {
        return task + "/" + run + "/" + number;
    }
}
