package io.taskmill.projector;

import io.taskmill.messaging.consume.BatchConsumer;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How shards are folded.
 *
 * @param maxBatch messages folded at once, 1 to 10000
 * @param linger how long a batch that is not full waits for company
 */
@ConfigurationProperties("taskmill.projector")
record ProjectorProperties(
        @DefaultValue("500") int maxBatch,
        @DefaultValue("5ms") Duration linger) {

    private static final Duration IDLE = Duration.ofMillis(250);

    ProjectorProperties {
        if (maxBatch < 1 || maxBatch > 10_000) {
            throw new IllegalArgumentException(
                    "taskmill.projector.max-batch is " + maxBatch + " but must be 1 to 10000");
        }
    }

    /** While one batch is folded the next one is on its way. */
    BatchConsumer.Settings consumer() {
        return new BatchConsumer.Settings(maxBatch, 2 * maxBatch, linger, IDLE);
    }
}
