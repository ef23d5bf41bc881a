package io.taskmill.runtime.config;

import io.taskmill.runtime.WorkerStatus;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The component {@code session}, meant for readiness: up while the worker takes work and its lease stands. Asked, and not
 * told by events, since a lease ends without anything happening.
 */
final class SessionHealthIndicator implements HealthIndicator {

    private final Supplier<WorkerStatus> worker;

    SessionHealthIndicator(Supplier<WorkerStatus> worker) {
        this.worker = worker;
    }

    @Override
    public Health health() {
        WorkerStatus status = worker.get();
        Health.Builder health = status.isReady() ? Health.up() : Health.outOfService();
        if (status.session() != null) {
            health.withDetail("session", status.session());
        }
        return health.withDetail("leaseSeconds", status.leaseLeft().toSeconds())
                .withDetail("draining", !status.running())
                .withDetail("typesAnnounced", status.announced())
                .withDetail("slots", status.slots())
                .withDetail("slotsUsed", status.used())
                .withDetail("slotsLeaked", status.leaked())
                .build();
    }
}
