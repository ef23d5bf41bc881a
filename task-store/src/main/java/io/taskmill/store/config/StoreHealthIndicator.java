package io.taskmill.store.config;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the primary answers, which every access of Taskmill needs; asks it, and waits 2 s at most. */
final class StoreHealthIndicator implements HealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Document PING = new Document("ping", 1);

    private final MongoDatabase database;
    private final List<String> hosts;

    /** @param hosts where the store is looked for, {@code host:port} */
    StoreHealthIndicator(MongoDatabase database, List<String> hosts) {
        this.database = database.withTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        this.hosts = List.copyOf(hosts);
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        try {
            var _ = database.runCommand(PING);
        } catch (MongoException e) {
            health = Health.down().withDetail("reason", String.valueOf(e.getMessage()));
        }
        return health.withDetail("hosts", hosts)
                .withDetail("database", database.getName())
                .build();
    }
}
