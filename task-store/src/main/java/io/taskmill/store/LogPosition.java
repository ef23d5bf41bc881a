package io.taskmill.store;

/**
 * Where an entry stands in the log of its task, which goes by epoch, then run, then chunk.
 *
 * @param run the run's id; runs of one epoch are in the order of their ids
 * @param entry counts those of the chunk, from 0
 */
public record LogPosition(int epoch, String run, int chunk, int entry) {}
