package io.taskmill.handlers.storage;

/**
 * How far a pool's placement groups are what they are to be.
 *
 * @param target so many are to be
 * @param placementGroups so many are
 * @param activeClean so many of these are active and clean: they serve, and all their replicas are in place
 */
public record Convergence(int target, int placementGroups, int activeClean) {

    private static final int WHOLE = 100;

    /** Whether there is nothing left to do. */
    public boolean isReached() {
        return placementGroups == target && activeClean == target;
    }

    /**
     * How much of the way is done, in percent; 100 only when it is reached.
     *
     * @param before how many placement groups there were at its beginning
     */
    public int percentFrom(int before) {
        if (isReached()) {
            return WHOLE;
        }
        if (before == target) {
            return Math.clamp(WHOLE * (long) activeClean / target, 0, WHOLE - 1);
        }
        return Math.clamp(WHOLE * (long) (activeClean - before) / (target - before), 0, WHOLE - 1);
    }
}
