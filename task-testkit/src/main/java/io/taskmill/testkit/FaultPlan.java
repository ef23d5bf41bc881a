package io.taskmill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What is to go wrong, and when. Drawn from a seed, which gives the same plan each time; written down, so that it can be
 * played again after the code that drew it has changed.
 *
 * @param seed what it was drawn from
 * @param faults in order of time
 */
public record FaultPlan(long seed, List<Fault> faults) {

    private static final String SEED = "seed ";

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /**
     * How close to each other faults are.
     *
     * @param shortestGap between the begins of two
     * @param longestGap between the begins of two
     * @param rest what a target is granted after one before the next one
     */
    public record Pace(Duration shortestGap, Duration longestGap, Duration rest) {}

    /**
     * Draws one. Each kind comes as often as each other one, give or take one, in an order of chance; no target has two at a
     * time.
     *
     * @param length after which no fault begins
     */
    public static FaultPlan drawn(long seed, Duration length, Pace pace, List<FaultKind> kinds) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        Map<String, Duration> free = new HashMap<>();
        List<FaultKind> left = new ArrayList<>();
        Duration at = between(random, pace.shortestGap(), pace.longestGap());
        while (at.compareTo(length) < 0) {
            if (left.isEmpty()) {
                left.addAll(kinds);
                Collections.shuffle(left, random);
            }
            Duration now = at;
            for (FaultKind kind : List.copyOf(left)) {
                List<String> targets = kind.targets().stream()
                        .filter(target ->
                                free.getOrDefault(target, Duration.ZERO).compareTo(now) <= 0)
                        .toList();
                if (!targets.isEmpty()) {
                    String target = targets.get(random.nextInt(targets.size()));
                    Duration lasting = between(random, kind.shortest(), kind.longest());
                    faults.add(new Fault(now, kind.name(), target, lasting));
                    free.put(target, now.plus(lasting).plus(pace.rest()));
                    left.remove(kind);
                    break;
                }
            }
            at = at.plus(between(random, pace.shortestGap(), pace.longestGap()));
        }
        return new FaultPlan(seed, faults);
    }

    /** In milliseconds, so that a plan can be read. */
    private static Duration between(RandomGenerator random, Duration shortest, Duration longest) {
        return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1));
    }

    /** When all of it is over. */
    public Duration length() {
        return faults.stream().map(Fault::over).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** Writes it down, a fault a line. */
    public void write(Path file) {
        try {
            Files.write(
                    file,
                    Stream.concat(Stream.of(SEED + seed), faults.stream().map(Fault::toString))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the plan " + file, e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws TestkitException if it is none
     */
    public static FaultPlan read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.getFirst().startsWith(SEED)) {
                throw new TestkitException(file + " does not begin with '" + SEED + "…'");
            }
            return new FaultPlan(
                    Long.parseLong(lines.getFirst().substring(SEED.length())),
                    lines.stream().skip(1).map(Fault::parse).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the plan " + file, e);
        }
    }
}
