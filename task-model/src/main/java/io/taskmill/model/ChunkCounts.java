package io.taskmill.model;

/**
 * How the children of a part of a family have ended so far. What comes later has counted at least as many.
 *
 * @param finished those that ended well
 * @param failed those that failed
 * @param cancelled those that were cancelled, or never started
 * @param unknown those of which nothing is known, though they were published
 * @param weight of all that have ended
 * @param over whether all have
 */
public record ChunkCounts(int finished, int failed, int cancelled, int unknown, long weight, boolean over) {

    public static final ChunkCounts NONE = new ChunkCounts(0, 0, 0, 0, 0, false);

    /** How many have ended. */
    public int ended() {
        return finished + failed + cancelled + unknown;
    }

    /** How many have ended otherwise than well: what is not known is no success (invariant 4). */
    public int unsuccessful() {
        return failed + cancelled + unknown;
    }

    /** Whether it tells more than another one of the same part. */
    public boolean isLaterThan(ChunkCounts other) {
        return ended() > other.ended() || (over && !other.over);
    }

    /** Of both together. */
    public ChunkCounts plus(ChunkCounts other) {
        return new ChunkCounts(
                finished + other.finished,
                failed + other.failed,
                cancelled + other.cancelled,
                unknown + other.unknown,
                weight + other.weight,
                over && other.over);
    }
}
