package io.taskmill.handlers.vdi;

import io.taskmill.handler.Limits;
import io.taskmill.handler.Matches;
import io.taskmill.handler.TaskFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What a pool is to be.
 *
 * @param poolId its tag in the hypervisor
 * @param name what its machines' names begin with: a letter, then 2 to 63 letters, digits and hyphens
 * @param templateId what its machines are cloned from
 * @param controllerId what carries them; any one if absent
 * @param initial how many it begins with, at most {@code total}
 * @param reserve how many are to be free, at most {@code total}
 * @param total how many it may have
 * @param step how many it grows by, at most {@code total}
 * @param guest whether guests are given their host names and what follows; false if absent
 * @param domain that guests of Windows join; none if absent
 * @param unit of the domain that they are put into; none if absent
 */
public record PoolSettings(
        @Matches(POOL_ID) String poolId,
        @Matches("[A-Za-z][A-Za-z0-9-]{2,63}") String name,
        @Limits(min = 1, max = 200) String templateId,
        @Limits(min = 1, max = 200) @Nullable String controllerId,
        @Limits(min = 1, max = LARGEST) int initial,
        @Limits(max = LARGEST) int reserve,
        @Limits(min = 1, max = LARGEST) int total,
        @Limits(min = 1, max = 100) int step,
        @Nullable Boolean guest,
        @Limits(min = 1, max = 253) @Nullable String domain,
        @Limits(min = 1, max = 255) @Nullable String unit) {

    static final String POOL_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
    static final int LARGEST = 10_000;

    /**
     * Checks what a schema cannot say.
     *
     * @throws TaskFailedException with the code INVALID_POOL
     */
    void requireSound() {
        require(initial <= total, "initial", initial);
        require(reserve <= total, "reserve", reserve);
        require(step <= total, "step", step);
        if (unit != null && domain == null) {
            throw new TaskFailedException("INVALID_POOL", "unit is '" + unit + "' but there is no domain", false);
        }
    }

    private void require(boolean sound, String field, int value) {
        if (!sound) {
            throw new TaskFailedException(
                    "INVALID_POOL", field + " is " + value + " but must be at most total, " + total, false);
        }
    }

    /** The same with another total, and with what may not be more than that lowered to it; the reserve stays. */
    PoolSettings withTotal(int other) {
        return new PoolSettings(
                poolId,
                name,
                templateId,
                controllerId,
                Math.min(initial, other),
                reserve,
                other,
                Math.min(step, other),
                guest,
                domain,
                unit);
    }

    /** How its machine of that number is called. */
    String vmName(int number) {
        return name + "-" + number;
    }
}
