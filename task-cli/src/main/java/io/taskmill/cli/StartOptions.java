package io.taskmill.cli;

import io.taskmill.client.Submission;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a task may start. */
final class StartOptions {

    @Option(
            names = "--delay",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Start it so long from now, such as 90m, at the earliest.")
    private @Nullable Duration delay;

    @Option(
            names = "--not-before",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "Start it then at the earliest: 2031-05-04T12:00:00Z, or with another offset.")
    private @Nullable Instant notBefore;

    /**
     * Null if nothing is given.
     *
     * @throws IllegalArgumentException if both are
     */
    Submission.@Nullable Start given() {
        return delay == null && notBefore == null ? null : new Submission.Start(notBefore, delay);
    }
}
