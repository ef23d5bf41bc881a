package io.taskmill.messaging.config;

import io.taskmill.messaging.publish.Publisher;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether this process can publish, as its publishers know: they look after their connections all the time, so asking
 * them costs nothing and never blocks. A broker that hangs is noticed when its heartbeats stay away.
 */
final class BrokerHealthIndicator implements HealthIndicator {

    private final Supplier<List<Publisher>> publishers;
    private final List<String> brokers;

    BrokerHealthIndicator(Supplier<List<Publisher>> publishers, List<String> brokers) {
        this.publishers = publishers;
        this.brokers = brokers;
    }

    @Override
    public Health health() {
        List<Publisher> known = publishers.get();
        Health.Builder health = known.isEmpty()
                ? Health.unknown().withDetail("reason", "nothing publishes yet")
                : known.stream()
                        .map(Publisher::away)
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(reason -> Health.down().withDetail("reason", reason))
                        .orElseGet(Health::up);
        return health.withDetail("brokers", brokers).build();
    }
}
