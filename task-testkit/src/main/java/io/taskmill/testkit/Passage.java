package io.taskmill.testkit;

import java.time.Duration;

/**
 * What becomes of bytes that go one way.
 *
 * @param isCut whether they are lost
 * @param late how much later they arrive
 * @param bytesPerSecond how many pass; {@link Long#MAX_VALUE} for all
 */
record Passage(boolean isCut, Duration late, long bytesPerSecond) {

    static final Passage CLEAR = new Passage(false, Duration.ZERO, Long.MAX_VALUE);
    static final Passage CUT = new Passage(true, Duration.ZERO, Long.MAX_VALUE);

    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    Passage {
        if (late.isNegative()) {
            throw new IllegalArgumentException("late " + late + " must not be negative");
        }
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("bytesPerSecond " + bytesPerSecond + " must be positive");
        }
    }

    static Passage delayed(Duration late) {
        return new Passage(false, late, Long.MAX_VALUE);
    }

    static Passage throttled(long bytesPerSecond) {
        return new Passage(false, Duration.ZERO, bytesPerSecond);
    }

    /** How long so many bytes take. */
    Duration time(int bytes) {
        return bytesPerSecond == Long.MAX_VALUE
                ? Duration.ZERO
                : Duration.ofNanos(Math.multiplyExact(bytes, NANOS_PER_SECOND) / bytesPerSecond);
    }
}
