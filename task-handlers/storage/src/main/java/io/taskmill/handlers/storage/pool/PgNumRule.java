package io.taskmill.handlers.storage.pool;

import io.taskmill.handlers.storage.Pool;
import java.util.Optional;

/** What a pool's number of placement groups must be. The cluster has the last word all the same. */
final class PgNumRule {

    private PgNumRule() {}

    /** What speaks against that number, which names pool, number and rule; empty if nothing does. */
    static Optional<String> objection(Pool pool, int pgNum) {
        String asked = "pgNum of pool " + pool.name() + " is to be " + pgNum;
        if (Integer.bitCount(pgNum) != 1) {
            return Optional.of(asked + " but must be a power of two");
        }
        if (pgNum < pool.leastPgNum() || pgNum > pool.mostPgNum()) {
            return Optional.of(
                    asked + " but must be " + pool.leastPgNum() + " to " + pool.mostPgNum() + " in this cluster");
        }
        if (pgNum < pool.pgNumTarget() && !pool.mayShrink()) {
            return Optional.of(asked + " but is " + pool.pgNumTarget()
                    + " already, and this cluster cannot merge placement groups");
        }
        return Optional.empty();
    }
}
