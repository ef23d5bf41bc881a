package io.taskmill.it.chaos;

import io.taskmill.testkit.FaultKind;
import io.taskmill.testkit.FaultPlan;
import io.taskmill.testkit.ProjectRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What a round is to be like, from system properties that begin with {@code taskmill.chaos.}.
 *
 * @param length {@code minutes}: after which no fault begins; 4 by default
 * @param seed {@code seed}: of the plan; another one each time by default
 * @param kinds {@code faults}: their names, with commas between them; all by default
 * @param replay {@code replay}: a plan that was written down, instead of one that is drawn
 * @param errandsPerSecond {@code rate}: how many errands are begun, as far as that is possible; 40 by default
 * @param cluster {@code cluster}: whether the servers have three nodes each, those of {@code ./taskmill cluster}
 * @param folder {@code folder}: where the books are kept
 */
record ChaosSettings(
        Duration length,
        long seed,
        List<Kind> kinds,
        Optional<Path> replay,
        int errandsPerSecond,
        boolean cluster,
        Path folder) {

    private static final String PREFIX = "taskmill.chaos.";
    private static final int MINUTES = 4;
    private static final int RATE = 40;

    private static final FaultPlan.Pace PACE =
            new FaultPlan.Pace(Duration.ofSeconds(6), Duration.ofSeconds(14), Duration.ofSeconds(15));

    static ChaosSettings ofProperties() {
        String faults = System.getProperty(PREFIX + "faults", "");
        boolean cluster = Boolean.getBoolean(PREFIX + "cluster");
        return new ChaosSettings(
                Duration.ofMinutes(Integer.getInteger(PREFIX + "minutes", MINUTES)),
                Long.getLong(PREFIX + "seed", new Random().nextInt(1_000_000)),
                faults.isBlank()
                        ? Kind.all(cluster)
                        : Stream.of(faults.split(",", -1)).map(Kind::of).toList(),
                Optional.ofNullable(System.getProperty(PREFIX + "replay")).map(Path::of),
                Integer.getInteger(PREFIX + "rate", RATE),
                cluster,
                Path.of(System.getProperty(
                        PREFIX + "folder",
                        ProjectRoot.find().resolve("task-it/target/chaos").toString())));
    }

    FaultPlan plan() {
        List<FaultKind> drawnFrom = kinds.stream().map(Kind::faults).toList();
        return replay.map(FaultPlan::read).orElseGet(() -> FaultPlan.drawn(seed, length, PACE, drawnFrom));
    }
}
