package io.taskmill.projector;

import io.taskmill.messaging.config.Bounds;
import io.taskmill.messaging.consume.BatchConsumer;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How shards are folded.
 *
 * @param maxBatch how many messages are folded at once; 1 to 10000
 * @param linger how long a batch that is not full waits for company; 0s to 1s
 */
@ConfigurationProperties("taskmill.projector")
record ProjectorProperties(
        @DefaultValue("500") int maxBatch,
        @DefaultValue("5ms") Duration linger) {

    private static final Duration LONGEST_LINGER = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofMillis(250);

    ProjectorProperties {
        Bounds.require("taskmill.projector.max-batch", maxBatch, 1, 10_000);
        Bounds.require("taskmill.projector.linger", linger, Duration.ZERO, LONGEST_LINGER);
    }

    /** While one batch is folded the next one is on its way. */
    BatchConsumer.Settings consumer() {
        return new BatchConsumer.Settings(maxBatch, 2 * maxBatch, linger, IDLE);
    }
}
