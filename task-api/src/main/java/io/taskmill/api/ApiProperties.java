package io.taskmill.api;

import io.taskmill.messaging.config.Bounds;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The API's own settings.
 *
 * @param confirmTimeout how long a submission waits for the broker's confirm before it is answered 503; 1ms to 1m
 * @param maxBody the largest body of a submission or a retry that is read; 1KB to 8MB
 */
@ConfigurationProperties("taskmill.api")
public record ApiProperties(
        @DefaultValue("4s") Duration confirmTimeout,
        @DefaultValue("256KB") DataSize maxBody) {

    private static final Duration SHORTEST_CONFIRM_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_CONFIRM_TIMEOUT = Duration.ofMinutes(1);
    private static final DataSize SMALLEST_MAX_BODY = DataSize.ofKilobytes(1);

    /** A message of RabbitMQ 4 and a document of MongoDB have 16 MiB, and hold more than the body. */
    private static final DataSize LARGEST_MAX_BODY = DataSize.ofMegabytes(8);

    public ApiProperties {
        Bounds.require(
                "taskmill.api.confirm-timeout", confirmTimeout, SHORTEST_CONFIRM_TIMEOUT, LONGEST_CONFIRM_TIMEOUT);
        if (maxBody.compareTo(SMALLEST_MAX_BODY) < 0 || maxBody.compareTo(LARGEST_MAX_BODY) > 0) {
            throw new IllegalArgumentException("taskmill.api.max-body is " + maxBody + " but must be 1KB to 8MB");
        }
    }
}
