package io.taskmill.simulator.storage;

import io.taskmill.simulator.Refusal;
import java.time.Duration;
import java.time.Instant;

/**
 * A pool, whose placement groups become more or fewer one by one as time passes.
 *
 * @param from how many there were when the target was set
 * @param target how many there are to be
 * @param since when that was set
 */
record Pool(String name, int from, int target, Instant since, int least, int most, boolean mayShrink) {

    /** So many steps later than it is there, a placement group is active and clean. */
    private static final int BEHIND = 2;

    /** What is shown of it. */
    record View(String name, int pgNum, int pgNumTarget, int leastPgNum, int mostPgNum, boolean mayShrink) {}

    /** How far it is. */
    record Convergence(int target, int placementGroups, int activeClean) {}

    static Pool converged(String name, int pgNum, int least, int most, boolean mayShrink, Instant now) {
        return new Pool(name, pgNum, pgNum, now, least, most, mayShrink);
    }

    /** @throws Refusal as Ceph's monitors refuse it */
    Pool set(int pgNum, Instant now, long stepMillis) {
        if (pgNum < least || pgNum > most) {
            throw new Refusal(422, "ERANGE", "pg_num " + pgNum + " is not within " + least + " and " + most);
        }
        if (pgNum < target && !mayShrink) {
            throw new Refusal(422, "EPERM", "pg_num cannot become less than " + target + " in this release");
        }
        return new Pool(name, placementGroups(steps(now, stepMillis)), pgNum, now, least, most, mayShrink);
    }

    View view(Instant now, long stepMillis) {
        return new View(name, placementGroups(steps(now, stepMillis)), target, least, most, mayShrink);
    }

    Convergence convergence(Instant now, long stepMillis) {
        long steps = steps(now, stepMillis);
        int groups = placementGroups(steps);
        int behind = from == target ? 0 : Math.clamp(Math.abs(target - from) + BEHIND - steps, 0, BEHIND);
        return new Convergence(target, groups, Math.max(0, groups - behind));
    }

    private int placementGroups(long steps) {
        int moved = Math.clamp(steps, 0, Math.abs(target - from));
        return from + Integer.signum(target - from) * moved;
    }

    private long steps(Instant now, long stepMillis) {
        return Duration.between(since, now).toMillis() / Math.max(1, stepMillis);
    }
}
