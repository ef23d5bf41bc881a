package io.taskmill.simulator.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * That somebody wants to know how an RBD image does.
 *
 * @param key pool and image
 * @param since its counters are gathered
 * @param renewed when it was asked for last
 */
record Interest(String key, Instant since, Instant renewed) {

    /** As long as Ceph's manager goes on gathering for nobody. */
    private static final Duration LIFE = Duration.ofHours(1);

    /** What was counted in the span before a moment. */
    record Sample(
            Instant at,
            double readOps,
            double writeOps,
            double readBytes,
            double writeBytes,
            double readLatencyMillis,
            double writeLatencyMillis) {}

    boolean isAlive(Instant now) {
        return Duration.between(renewed, now).compareTo(LIFE) < 0;
    }

    Interest renewed(Instant now) {
        return new Interest(key, since, now);
    }

    /** The latest ones, the same however often they are asked for. */
    List<Sample> samples(Instant now, Duration every, int most) {
        long millis = Math.max(1, every.toMillis());
        long count = Math.max(0, Duration.between(since, now).toMillis() / millis);
        return LongStream.rangeClosed(Math.max(1, count - most + 1), count)
                .mapToObj(number -> sample(number, since.plusMillis(number * millis)))
                .toList();
    }

    private Sample sample(long number, Instant at) {
        Random random = new Random(key.hashCode() * 31L + number);
        double readOps = random.nextInt(50, 400);
        double writeOps = random.nextInt(20, 200);
        return new Sample(
                at,
                readOps,
                writeOps,
                readOps * 4_096,
                writeOps * 8_192,
                0.5 + random.nextDouble(),
                1 + 2 * random.nextDouble());
    }
}
