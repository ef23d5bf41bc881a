package io.taskmill.api.idempotency;

import io.taskmill.messaging.config.Bounds;
import io.taskmill.store.Reservations;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How submissions can be repeated.
 *
 * @param ttl how long an Idempotency-Key is known at least, counted from its first submission; 10m to 30d
 */
@ConfigurationProperties("taskmill.api.idempotency")
public record IdempotencyProperties(@DefaultValue("24h") Duration ttl) {

    /** A key that is forgotten within a lease, of which the longest has 2 minutes, would be another task's. */
    private static final Duration SHORTEST_TTL = Duration.ofMinutes(10);

    public IdempotencyProperties {
        Bounds.require("taskmill.api.idempotency.ttl", ttl, SHORTEST_TTL, Reservations.LONGEST_TTL);
    }
}
